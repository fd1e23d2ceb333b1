import { expect, test } from 'vitest'
import { signPolicy, signUploadForm } from '../../shared/gateways/post-policy.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** The policy of "Example: browser-based upload using HTTP POST" in the S3 API reference. The key above is from there too. */
const policy = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n')

test('a policy is signed as in the example of S3', () => {
  const scope = ['20151229', 'us-east-1', 's3', 'aws4_request']
  expect(signPolicy(secretAccessKey, scope, Buffer.from(policy).toString('base64'))).toBe(
    '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
  )
})

test('a form is bound to one object of one type and size, and every field is in its policy', () => {
  const fields = signUploadForm(
    { credentials: { accessKeyId: 'A', secretAccessKey, sessionToken: 'T' }, region: 'ap-southeast-3' },
    {
      bucket: 'b',
      key: 'uploads/evf_1',
      type: 'image/jpeg',
      mostBytes: 10,
      until: new Date('2021-11-30T05:30:00Z'),
      goOnTo: 'https://meja.example/next',
    },
    new Date('2021-11-30T05:00:00.123Z'),
  )
  const { policy: text = '', 'x-amz-signature': _, ...formFields } = fields
  expect(JSON.parse(Buffer.from(text, 'base64').toString())).toEqual({
    expiration: '2021-11-30T05:30:00.000Z',
    conditions: [
      { bucket: 'b' },
      ...Object.entries(formFields).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', 0, 10],
    ],
  })
  expect(formFields).toMatchObject({ 'x-amz-date': '20211130T050000Z', 'x-amz-security-token': 'T' })
})
