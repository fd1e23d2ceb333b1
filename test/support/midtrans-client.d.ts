/** Types for the part of the package that tests use. It has no types of its own. */
declare module 'midtrans-client' {
  class SnapBi {
    static notification(): SnapBi
    static getSymmetricSignatureHmacSh512(
      accessToken: string,
      requestBody: unknown,
      method: string,
      path: string,
      clientSecret: string,
      timeStamp: string,
    ): string
    static va(): SnapBi
    apiPath: string
    withBody(body: unknown): SnapBi
    withTimeStamp(timeStamp: string): SnapBi
    withSignature(signature: string): SnapBi
    withNotificationPayload(payload: unknown): SnapBi
    withNotificationUrlPath(path: string): SnapBi
    getAccessToken(): Promise<unknown>
    createConnection(externalId: string): Promise<unknown>
    isWebhookNotificationVerified(): boolean
  }
  const midtrans: { SnapBi: typeof SnapBi; SnapBiConfig: Record<string, unknown> }
  export default midtrans
}
