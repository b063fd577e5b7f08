import { randomUUID } from 'node:crypto';
import type { SocketRequest } from './probe-socket';

const NOBODY = randomUUID();

/** Asked for by an owner over HTTP and over a socket alike: what is asked, and what it is answered. */
export const REFUSED_OPERATIONS: Readonly<Record<string, readonly [request: SocketRequest, code: string]>> = {
  'no GraphQL': [{ query: 'query { leads(' }, 'GRAPHQL_PARSE_FAILED'],
  'a field nobody knows': [{ query: '{ leads { nodes { shoeSize } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
  'an enum value nobody knows': [
    { query: '{ leads(sort: BY_SHOE_SIZE) { totalCount } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'an enum value nobody knows, as a variable': [
    { query: 'query ($sort: LeadSort) { leads(sort: $sort) { totalCount } }', variables: { sort: 'BY_SHOE_SIZE' } },
    'BAD_USER_INPUT',
  ],
  'an input field nobody knows': [
    { query: 'mutation { createLead(input: { phone: "+12125550177", shoeSize: 44 }) { lead { id } } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'an input field nobody knows, as a variable': [
    {
      query: 'mutation ($input: CreateLeadInput!) { createLead(input: $input) { lead { id } } }',
      variables: { input: { phone: '+12125550177', shoeSize: 44 } },
    },
    'BAD_USER_INPUT',
  ],
  'too deep a query': [{ query: `{ calls(first: 1) { nodes { ${nested(8)} } } }` }, 'GRAPHQL_VALIDATION_FAILED'],
  'too many aliases': [{ query: `{ leads(first: 1) { nodes { ${aliases(16)} } } }` }, 'GRAPHQL_VALIDATION_FAILED'],
  'too costly a query': [
    { query: '{ leads(first: 100) { nodes { conversations(first: 100) { nodes { id } } } } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'too many tokens': [{ query: `{ ${'__typename '.repeat(1_000)} }` }, 'GRAPHQL_PARSE_FAILED'],
  'too long a query': [{ query: `{ __typename } # ${'x'.repeat(10_000)}` }, 'GRAPHQL_PARSE_FAILED'],
  'more rows than a page holds': [{ query: '{ leads(first: 101) { totalCount } }' }, 'BAD_USER_INPUT first'],
  'a page of nothing': [{ query: '{ leads(first: 0) { totalCount } }' }, 'BAD_USER_INPUT first'],
  'a cursor of nobody': [{ query: '{ leads(after: "bm9uc2Vuc2U") { nodes { id } } }' }, 'BAD_USER_INPUT after'],
  'a cursor of another list': [
    { query: `{ leads(after: "${cursor(['a', 'b', 'c'])}") { nodes { id } } }` },
    'BAD_USER_INPUT after',
  ],
  'no id': [{ query: '{ call(id: "42; drop table calls") { id } }' }, 'BAD_USER_INPUT id'],
  'an id of nothing': [{ query: `{ call(id: "${NOBODY}") { id } }` }, 'NOT_FOUND'],
  'a phone that is none': [
    { query: 'mutation { createLead(input: { phone: "call me maybe" }) { lead { id } } }' },
    'BAD_USER_INPUT input.phone',
  ],
  'a suppression of a phone that is none': [
    { query: 'mutation { addSuppression(phone: "12", reason: "asked") { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a consent of a phone that is none': [
    { query: 'mutation { recordConsent(input: { phone: "12", text: "Call me" }) { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a consent to another company': [
    { query: `mutation { recordConsent(input: { phone: "+12125550177", text: "Call me", seller: "Globex" }) { id } }` },
    'BAD_USER_INPUT input.seller',
  ],
  'a consent of the year 0': [
    {
      query: `mutation { recordConsent(input: { phone: "+12125550177", text: "Call me", at: "0000-01-01T00:00:00Z" }) { id } }`,
    },
    'BAD_USER_INPUT input.at',
  ],
  'a consent that is still to come': [
    {
      query: `mutation { recordConsent(input: { phone: "+12125550177", text: "Call me", at: "2999-01-01T00:00:00Z" }) { id } }`,
    },
    'BAD_USER_INPUT input.at',
  ],
  'a consent with a zone that does not exist': [
    {
      query: `mutation { recordConsent(input: { phone: "+12125550177", text: "Call me", statedTimeZone: "Mars/Olympus" }) { id } }`,
    },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a consent in words with U+0000 in them': [
    {
      query: 'mutation ($text: String!) { recordConsent(input: { phone: "+12125550177", text: $text }) { id } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input.text',
  ],
  'a lead with a consent to another company': [
    {
      query:
        'mutation { createLead(input: { phone: "+12125550177", consent: { text: "Call me", seller: "Globex" } }) { lead { id } } }',
    },
    'BAD_USER_INPUT input.consent.seller',
  ],
  'a list of a place that keeps none': [
    {
      query: `mutation { importSuppressions(kind: STATE_DNC, jurisdiction: "US-AL", asOf: "2026-07-01T00:00:00Z", text: "1") { __typename } }`,
    },
    'BAD_USER_INPUT jurisdiction',
  ],
  'a list of the year 0': [
    {
      query: `mutation { importSuppressions(kind: NATIONAL_DNC, jurisdiction: "US", asOf: "0000-01-01T00:00:00Z", text: "1") { __typename } }`,
    },
    'BAD_USER_INPUT asOf',
  ],
  'a calling policy that widens the law': [
    { query: 'mutation { updateCallingPolicy(input: { maxAttemptsPer24h: 9 }) { maxAttemptsPer24h } }' },
    'BAD_USER_INPUT input.maxAttemptsPer24h',
  ],
  'a calling policy closed in the year 0': [
    { query: 'mutation { updateCallingPolicy(input: { closedDates: ["0000-12-24"] }) { closedDates } }' },
    'BAD_USER_INPUT input.closedDates.0',
  ],
  'a calling policy for a place that does not exist': [
    { query: 'mutation { updateCallingPolicy(input: { excludedRegions: ["US-ZZ"] }) { excludedRegions } }' },
    'BAD_USER_INPUT input.excludedRegions.0',
  ],
  'a name of nothing': [
    {
      query: 'mutation ($input: CreateProjectInput!) { createProject(input: $input) { ... on Project { id } } }',
      variables: { input: { name: '' } },
    },
    'BAD_USER_INPUT input.name',
  ],
  'a reason with U+0000 in it': [
    {
      query: 'mutation ($text: String!) { addSuppression(phone: "+12125550177", reason: $text) { id } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input',
  ],
  'an agent with U+0000 in it': [
    {
      query: 'mutation ($text: String!) { createAgent(input: { name: $text, greeting: $text, prompt: $text }) { id } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input',
  ],
  'a criterion with U+0000 in it': [
    {
      query:
        'mutation ($text: JSON!) { saveRubric(input: { name: "Odd", criteria: [{ field: "need", operator: "contains", value: $text, weight: 1 }] }) { __typename } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input',
  ],
  'a form by a name with U+0000': [
    {
      query: 'query ($text: String!) { leads(filter: { formName: $text }) { nodes { id } } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input',
  ],
  'a user with U+0000 in the address': [
    {
      query: 'mutation ($text: String!) { signIn(email: $text, password: $text) { __typename } }',
      variables: { text: 'a\u0000b' },
    },
    'BAD_USER_INPUT input',
  ],
  'an import of nothing': [{ query: 'mutation { importLeads { __typename } }', variables: {} }, 'BAD_USER_INPUT file'],
  'an import for a country there is not': [
    { query: 'mutation { importLeads(text: "phone", defaultCountry: "Atlantis") { __typename } }', variables: {} },
    'BAD_USER_INPUT defaultCountry',
  ],
  'a project that is no id': [
    {
      query: 'mutation { createLead(input: { phone: "+12125550177", projectId: "nope" }) { lead { id } } }',
      variables: {},
    },
    'BAD_USER_INPUT input.projectId',
  ],
  'a project there is not': [
    {
      query:
        'mutation { createLead(input: { phone: "+12125550177", projectId: "01a1f95d-8b8f-741a-8d24-2ca4da73bf62" }) { lead { id } } }',
      variables: {},
    },
    'NOT_FOUND',
  ],
  'a month there is not': [
    { query: '{ usage(period: "2026-99") { period } }', variables: {} },
    'BAD_USER_INPUT period',
  ],
  'a budget beyond counting': [
    {
      query: 'mutation { setTokenBudget(input: { tokenLimit: "99999999999999999999999999" }) { __typename } }',
      variables: {},
    },
    'BAD_USER_INPUT input.tokenLimit',
  ],
  'a moment there is not': [
    {
      query: 'query ($until: DateTime!) { calls(filter: { until: $until }) { nodes { id } } }',
      variables: { until: '2026-99-13T00:00:00Z' },
    },
    'BAD_USER_INPUT',
  ],
  'more attempts than are allowed': [
    {
      query: 'mutation ($id: ID!) { createCampaign(input: { name: "x", projectId: $id, maxAttempts: 99 }) { id } }',
      variables: { id: NOBODY },
    },
    'BAD_USER_INPUT input.maxAttempts',
  ],
  'a role nobody may have': [
    { query: 'mutation { inviteMember(email: "eve@example.com", role: EMPEROR) { __typename } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
};

function nested(levels: number): string {
  return `${'lead { latestCalls(first: 1) { '.repeat(levels / 2)}id${' } }'.repeat(levels / 2)}`;
}

function aliases(count: number): string {
  return Array.from({ length: count }, (_, n) => `a${n}: id`).join(' ');
}

function cursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}
