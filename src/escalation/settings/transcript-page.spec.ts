import { isTranscriptPage, pageOfTranscript } from './transcript-page';

describe('the page of a conversation in a company’s own front end', () => {
  it.each([
    'https://crm.acme.example/conversations/{conversationId}',
    'https://crm.acme.example:8443/?conversation={conversationId}&tab=talk',
    'https://CRM.acme.example/#/talks/{conversationId}',
  ])('may be %s', (page) => {
    expect(isTranscriptPage(page)).toBe(true);
    expect(pageOfTranscript(page, '018f')).toBe(page.replace('{conversationId}', '018f'));
  });

  it.each([
    'http://crm.acme.example/{conversationId}',
    'https://crm.acme.example/',
    'https://crm.acme.example/{conversationId}/{conversationId}',
    'https://{conversationId}.acme.example/',
    'https://acme.example{conversationId}/',
    'https://user:secret@crm.acme.example/{conversationId}',
    'https://crm.acme.example/{conversationId}"><script>'.repeat(20),
    'https://crm.acme.example/{conversationId}\r\nBcc: x@y.example',
    'javascript:alert("{conversationId}")',
    'crm.acme.example/{conversationId}',
  ])('is not %j', (page) => {
    expect(isTranscriptPage(page)).toBe(false);
  });
});
