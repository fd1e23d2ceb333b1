import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { describe, expect, it } from 'vitest'
import { keyWrapper } from '../../../shared/gateways/key-wrapper.ts'
import { machineArn, ofType, work } from '../../support/production.ts'

describe('what functions may do', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
  const actionsOf = (name: string) =>
    ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith(`${name}Role`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action)
  const onTable = (name: string) => [...new Set(actionsOf(name).filter((action) => action.startsWith('dynamodb:')))]

  it('contains only twelve known wildcards, for the files of one bucket and the imports, exports and evidence of the other', () => {
    const strings = JSON.stringify(statements).match(/"[^"]*\*[^"]*"/g)
    expect(new Set(strings)).toEqual(
      new Set([
        '"/evidence/*"',
        '"evidence/*"',
        '"/uploads/*"',
        '"uploads/*"',
        '"/issues/*"',
        '"issues/*"',
        '"/mails/*"',
        '"mails/*"',
        '"/statements/*"',
        '"statements/*"',
        '"/imports/*"',
        '"imports/*"',
        '"/exports/*"',
        '"exports/*"',
      ]),
    )
  })

  it('comes from our own policies only', () => {
    for (const { Properties } of ofType('AWS::IAM::Role')) expect(Properties).not.toHaveProperty('ManagedPolicyArns')
  })

  it('includes deleting items only for the API, the desk, webhooks, imports and the sweep, and files only of imports, exports and evidence', () => {
    for (const name of ['Service', 'Desk', 'Doors', 'Import', 'Sweep'])
      expect(actionsOf(name)).toContain('dynamodb:DeleteItem')
    for (const job of ['CloseMonth', 'Export', 'Recount', 'MailEvents', 'Watchdog'])
      expect(actionsOf(job)).not.toContain('dynamodb:DeleteItem')
    const deleting = statements.filter(({ Action }) => JSON.stringify(Action).includes('s3:Delete'))
    expect(deleting).toHaveLength(6)
    for (const resource of deleting.flatMap(({ Resource }) => Resource))
      expect(JSON.stringify(resource)).toMatch(/FnGetAttIntake[^/]*"\},"\/(imports|exports|uploads|evidence)\/\*"/)
    expect(JSON.stringify(statements)).not.toContain('s3:*')
  })

  it('lets functions use files of imports, exports and evidence, and readers list only those', () => {
    const onFiles = (name: string) => actionsOf(name).filter((action) => action.startsWith('s3:'))
    const intake = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 's3:ListBucket']
    expect(onFiles('Import')).toEqual(intake)
    expect(onFiles('Export')).toEqual(['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'])
    const reading = ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket']
    const list = 's3:ListBucket'
    const issuing = ['s3:GetObject', 's3:PutObject', list, list]
    // Evidence takes the same rights as imports, in the same statement.
    const evidence = [list, list]
    const office = [...issuing, ...intake, ...reading, ...evidence]
    expect(onFiles('Desk')).toEqual(office)
    expect(onFiles('Service')).toEqual([...office, 's3:GetObject', list])
    const listing = statements.filter(({ Action }) => Action === 's3:ListBucket')
    const lists = listing.map(({ Resource, Condition }) => [
      Resource['Fn::ImportValue'].replace(/.*FnGetAtt([A-Z][a-z]+).*/, '$1'),
      Condition.StringLike['s3:prefix'],
    ])
    expect(lists.toSorted()).toEqual([
      ...[...Array(6).fill('issues/*'), 'mails/*', 'statements/*', 'statements/*'].map((prefix) => ['Files', prefix]),
      ...['evidence/*', 'evidence/*', 'exports/*', 'exports/*', 'imports/*', 'imports/*', 'imports/*'].map((prefix) => [
        'Intake',
        prefix,
      ]),
      ...['uploads/*', 'uploads/*'].map((prefix) => ['Intake', prefix]),
    ])
  })

  it('lets readers of a file list it, because S3 otherwise answers 403 for a missing file', () => {
    for (const { id, Properties } of ofType('AWS::IAM::Policy')) {
      const granted: { Action: string | string[]; Resource: unknown }[] = Properties.PolicyDocument.Statement
      const read = granted
        .filter(({ Action }) => [Action].flat().includes('s3:GetObject'))
        .flatMap(({ Resource }) => [...JSON.stringify(Resource).matchAll(/"\/(\w+)\/\*"/g)].map(([, folder]) => folder))
      const listedFolders = [...JSON.stringify(granted).matchAll(/"s3:prefix":"(\w+)\/\*"/g)].map(
        ([, folder]) => folder,
      )
      expect([id, listedFolders.toSorted()]).toEqual([id, read.toSorted()])
    }
  })

  it('lets the export function read members and note exports, and post nothing', () => {
    expect(onTable('Export')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
  })

  it('lets the import function post to the ledger, and neither close months nor issue', () => {
    expect(onTable('Import')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ])
  })

  it('lets the API and the desk start the one machine, and the machine invoke the two functions', () => {
    const starting = statements.filter(({ Action }) => Action === 'states:StartExecution')
    expect(starting.map(({ Resource }) => Resource)).toEqual([machineArn, machineArn])
    for (const name of ['Service', 'Desk']) expect(actionsOf(name)).toContain('states:StartExecution')
    const invoking = work.findResources('AWS::IAM::Policy')
    const machine = Object.entries(invoking).filter(([id]) => id.startsWith('MachineRole'))
    expect(machine.map(([, { Properties }]) => Properties.PolicyDocument.Statement)).toEqual([
      [
        {
          Action: 'lambda:InvokeFunction',
          Effect: 'Allow',
          Resource: [
            { 'Fn::GetAtt': [expect.stringMatching(/^ExportFunction/), 'Arn'] },
            { 'Fn::GetAtt': [expect.stringMatching(/^ImportFunction/), 'Arn'] },
          ],
        },
      ],
    ])
  })

  it('lets a recount write its result and no figures', () => {
    expect(onTable('Recount')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
  })

  it('lets only the issuing functions sign, and only checkpoints', () => {
    const signing = ofType('AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes('capaian-checkpoint'),
    )
    expect(signing.map(({ id }) => id.replace(/Role.*/, '')).toSorted()).toEqual(['CloseMonth', 'Desk', 'Service'])
  })

  it('lets the desk invite, block and remove people in the pool, and neither set nor read a password', () => {
    const inPool = statements.filter(({ Action }) => JSON.stringify(Action).includes('cognito-idp:'))
    const acts = ['CreateUser', 'DeleteUser', 'DisableUser', 'EnableUser', 'GetUser', 'UserGlobalSignOut']
    expect(inPool.map(({ Action }) => Action)).toEqual([acts.map((act) => `cognito-idp:Admin${act}`)])
    expect(actionsOf('Desk')).toContain('cognito-idp:AdminCreateUser')
    expect(JSON.stringify(inPool[0]?.Resource)).toMatch(/:userpool\/".*OutputRefUsers/)
  })

  it('uses the data key only in the context that the keyring names', async () => {
    const demanded = statements.flatMap(
      ({ Condition }) => Condition?.StringEquals?.['kms:EncryptionContext:purpose'] ?? [],
    )
    expect(demanded.filter((purpose) => purpose === 'capaian-keyring')).toHaveLength(10)
    expect(demanded).toHaveLength(13)
    const kms = new KMSClient({})
    for (const purpose of demanded) {
      const { plain, wrapped } = await keyWrapper(kms, 'key', purpose).generate()
      const command = new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: { purpose } })
      expect((await kms.send(command)).Plaintext).toEqual(plain)
    }
  })
})
