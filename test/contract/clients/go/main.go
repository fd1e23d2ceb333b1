// Calls a running API through the generated client, and prints what it answered.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"

	"capaian.example/client/api"
)

const nik = "3171015503900111"

func main() {
	answers, err := call(context.Background(), os.Getenv("API"), os.Getenv("TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}

func call(ctx context.Context, address, token string) (map[string]any, error) {
	stranger, err := api.NewClientWithResponses(address)
	if err != nil {
		return nil, err
	}
	unknown, err := stranger.GetProgrammeWithResponse(ctx)
	if err != nil {
		return nil, err
	}

	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	client, err := api.NewClientWithResponses(address, api.WithRequestEditorFn(authorize))
	if err != nil {
		return nil, err
	}

	sri := newMember(nik)
	registered, err := client.PostMembersWithResponse(ctx, &api.PostMembersParams{IdempotencyKey: "go-client-1"}, sri)
	if err != nil {
		return nil, err
	}
	if registered.JSON201 == nil {
		return nil, errors.New(string(registered.Body))
	}

	var search api.MemberSearch
	if err := search.FromMemberSearch1(api.MemberSearch1{Nik: nik}); err != nil {
		return nil, err
	}
	found, err := client.PostMembersSearchesWithResponse(ctx, search)
	if err != nil {
		return nil, err
	}

	area, attained, limit := "31.71", "P1", 1
	filter := api.GetMembersParams{Area: &area, Attained: &attained, Limit: &limit}
	listed := []string{}
	for {
		page, err := client.GetMembersWithResponse(ctx, &filter)
		if err != nil {
			return nil, err
		}
		for _, member := range page.JSON200.Items {
			listed = append(listed, member.Id)
		}
		if page.JSON200.Next == nil {
			break
		}
		filter.Cursor = page.JSON200.Next
	}

	key := api.PostMembersParams{IdempotencyKey: "go-client-2"}
	refused, err := client.PostMembersWithResponse(ctx, &key, newMember("123"))
	if err != nil {
		return nil, err
	}
	problem := refused.ApplicationproblemJSON422.Problems[0]

	figures, err := client.GetFiguresWithResponse(ctx, &api.GetFiguresParams{Area: &area})
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"withoutToken": unknown.ApplicationproblemJSON401.Status,
		"registered":   registered.JSON201.MemberId,
		"found":        found.JSON200.Items[0].Id,
		"listed":       listed,
		"refused":      []any{problem.Code, problem.Path, problem.Message.Id},
		"registrants":  figures.JSON200.Stages[0].Cumulative,
	}, nil
}

func newMember(nik string) api.NewMember {
	return api.NewMember{
		Person:   api.FullPerson{Name: "Sri Wahyuni", Nik: &nik},
		Gender:   api.GenderFemale,
		Category: "pemula",
		Area:     "31.71.01.1001",
		Agency:   "PPKUKM",
	}
}
