/** The headers that pages of other origins may send, and those that they may read in answers. */
export const corsHeaders = {
  allowed: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Request-Id'],
  exposed: ['ETag', 'Location', 'Idempotency-Replayed', 'Retry-After', 'X-Request-Id'],
}
