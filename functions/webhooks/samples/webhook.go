// Go 1.21 or newer: URL=https://…/hooks/<code> SECRET=whsec_… go run webhook.go
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	chance := make([]byte, 16)
	rand.Read(chance)
	now := time.Now()
	id := fmt.Sprintf("test-%x", chance)
	body := fmt.Sprintf(`{"id":"%s","type":"partner.test","occurredAt":"%s"}`, id, now.Format(time.RFC3339))

	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("SECRET"), "whsec_"))
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, now.Unix(), body)

	call, _ := http.NewRequest("POST", os.Getenv("URL"), bytes.NewBufferString(body))
	call.Header.Set("Content-Type", "application/json")
	call.Header.Set("webhook-id", id)
	call.Header.Set("webhook-timestamp", fmt.Sprint(now.Unix()))
	call.Header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	answer, err := http.DefaultClient.Do(call)
	if err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(answer.Body)
	fmt.Println(answer.StatusCode, string(text))
}
