// Java 17 or newer: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem java snap.java
// By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.regex.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Snap {
  static final Map<String, String> env = System.getenv();
  static final boolean isRsa = "rsa".equals(env.get("MODE"));

  static String now() {
    return OffsetDateTime.now(ZoneOffset.ofHours(7)).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
  }

  static String write(byte[] signature) {
    if ("hex".equals(env.get("ENCODING"))) return HexFormat.of().formatHex(signature);
    return Base64.getEncoder().encodeToString(signature);
  }

  static String signByRsa(String text) throws Exception {
    String pem = Files.readString(Path.of(env.get("KEY"))).replaceAll("-----[A-Z ]+-----|\\s", "");
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
    rsa.update(text.getBytes(StandardCharsets.UTF_8));
    return write(rsa.sign());
  }

  static String signByHmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(env.get("SECRET").getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
    return write(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String call(String path, String body, String... headers) throws Exception {
    HttpRequest call = HttpRequest.newBuilder(URI.create(env.get("BASE") + path))
        .header("Content-Type", "application/json")
        .headers(headers)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    return HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString()).body();
  }

  public static void main(String[] args) throws Exception {
    String clientKey = env.get("CLIENT_KEY");
    String token = "";
    if (!isRsa) {
      // 1. Get an access token with your RSA key. It is valid for 900 seconds.
      String askedAt = now();
      String reply = call("/v1.0/access-token/b2b", "{\"grantType\":\"client_credentials\"}",
          "X-CLIENT-KEY", clientKey, "X-TIMESTAMP", askedAt, "X-SIGNATURE", signByRsa(clientKey + "|" + askedAt));
      Matcher found = Pattern.compile("\"accessToken\":\"([^\"]*)\"").matcher(reply);
      token = found.find() ? found.group(1) : "";
    }

    // 2. Send the event. It has no spaces, so the body is already minified.
    String timestamp = now();
    String body = "{\"id\":\"test-" + UUID.randomUUID() + "\",\"type\":\"partner.test\",\"occurredAt\":\"" + timestamp + "\"}";
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    String hash = HexFormat.of().formatHex(digest);
    String start = "POST:" + env.get("SIGNED_PATH") + ":";
    String signature = isRsa
        ? signByRsa(start + hash + ":" + timestamp)
        : signByHmac(start + token + ":" + hash + ":" + timestamp);
    System.out.println(call("/v1.0/loan/notify", body,
        "Authorization", "Bearer " + token, "X-TIMESTAMP", timestamp, "X-SIGNATURE", signature,
        "X-PARTNER-ID", clientKey, "X-EXTERNAL-ID", "" + System.currentTimeMillis(), "CHANNEL-ID", "95221"));
  }
}
