import { App, Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { addReview } from '../../../infra/app.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

describe('the security review', () => {
  it('stops a synthesis with findings', async () => {
    const careless = new App({ outdir: await scratchDirectory() })
    addReview(careless)
    new Bucket(new Stack(careless, 'careless'), 'Open')
    expect(() => careless.synth()).toThrow('AwsSolutions-S1')
  })
})
