/** Mails an invitation to the mailbox, as Cognito would through SES. */
export async function mailInvitation(mailbox: string, { to, deskUrl }: { to: string; deskUrl: string }): Promise<void> {
  const text = [
    `Anda diundang ke meja Capaian. Masuk di ${deskUrl}/sign-in/start sebagai ${to}.`,
    `You are invited to the Capaian desk. Sign in at ${deskUrl}/sign-in/start as ${to}.`,
  ].join('\n\n')
  const mail = [
    'From: Capaian <no-reply@verificationemail.example>',
    `To: ${to}`,
    'Subject: Undangan ke meja Capaian / Invitation to the Capaian desk',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ].join('\r\n')
  await fetch(`${mailbox}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      FromEmailAddress: 'no-reply@verificationemail.example',
      Destination: { ToAddresses: [to] },
      Content: { Raw: { Data: Buffer.from(mail).toString('base64') } },
      ConfigurationSetName: 'invitations',
    }),
  })
}
