// Java 17 or newer: URL=https://…/hooks/<code> SECRET=whsec_… java webhook.java
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Webhook {
  public static void main(String[] args) throws Exception {
    String id = "test-" + UUID.randomUUID();
    String body = "{\"id\":\"" + id + "\",\"type\":\"partner.test\",\"occurredAt\":\"" + Instant.now() + "\"}";

    long timestamp = Instant.now().getEpochSecond();
    byte[] key = Base64.getDecoder().decode(System.getenv("SECRET").replace("whsec_", ""));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));

    HttpRequest call = HttpRequest.newBuilder(URI.create(System.getenv("URL")))
        .header("Content-Type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", "" + timestamp)
        .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body());
  }
}
