// Go 1.21 or newer: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem go run snap.go
// By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
package main

import (
	"bytes"
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

var wib = time.FixedZone("WIB", 7*3600)

func now() string { return time.Now().In(wib).Format("2006-01-02T15:04:05-07:00") }

func write(signature []byte) string {
	if os.Getenv("ENCODING") == "hex" {
		return hex.EncodeToString(signature)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func signByRsa(text string) string {
	file, _ := os.ReadFile(os.Getenv("KEY"))
	block, _ := pem.Decode(file)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	hash := sha256.Sum256([]byte(text))
	signature, _ := rsa.SignPKCS1v15(rand.Reader, key.(*rsa.PrivateKey), crypto.SHA256, hash[:])
	return write(signature)
}

func signByHmac(text string) string {
	mac := hmac.New(sha512.New, []byte(os.Getenv("SECRET")))
	mac.Write([]byte(text))
	return write(mac.Sum(nil))
}

func call(path, body string, headers map[string]string) []byte {
	request, _ := http.NewRequest("POST", os.Getenv("BASE")+path, bytes.NewBufferString(body))
	request.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(answer.Body)
	return text
}

func main() {
	clientKey, isRsa := os.Getenv("CLIENT_KEY"), os.Getenv("MODE") == "rsa"
	var reply struct{ AccessToken string }
	if !isRsa {
		// 1. Get an access token with your RSA key. It is valid for 900 seconds.
		askedAt := now()
		json.Unmarshal(call("/v1.0/access-token/b2b", `{"grantType":"client_credentials"}`, map[string]string{
			"X-CLIENT-KEY": clientKey, "X-TIMESTAMP": askedAt, "X-SIGNATURE": signByRsa(clientKey + "|" + askedAt),
		}), &reply)
	}

	// 2. Send the event. It has no spaces, so the body is already minified.
	chance := make([]byte, 16)
	rand.Read(chance)
	timestamp := now()
	body := fmt.Sprintf(`{"id":"test-%x","type":"partner.test","occurredAt":"%s"}`, chance, timestamp)
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte(body)))
	start := "POST:" + os.Getenv("SIGNED_PATH") + ":"
	signature := ""
	if isRsa {
		signature = signByRsa(start + hash + ":" + timestamp)
	} else {
		signature = signByHmac(start + reply.AccessToken + ":" + hash + ":" + timestamp)
	}
	fmt.Println(string(call("/v1.0/loan/notify", body, map[string]string{
		"Authorization": "Bearer " + reply.AccessToken, "X-TIMESTAMP": timestamp, "X-SIGNATURE": signature,
		"X-PARTNER-ID": clientKey, "X-EXTERNAL-ID": fmt.Sprint(time.Now().UnixMilli()), "CHANNEL-ID": "95221",
	})))
}
