import { GraphqlClient, type Variables } from './graphql-client';

/** A refusal the program answered as data, where the demonstration has no use for one. */
export class DemoRefused extends Error {
  constructor(what: string, message: string) {
    super(`${what} was refused: ${message}`);
    this.name = 'DemoRefused';
  }
}

interface Outcome {
  readonly __typename?: string;
  readonly message?: string;
}

/** Runs a mutation with one field and answers that field. @throws DemoRefused when it is a refusal. */
export async function perform<T>(client: GraphqlClient, mutation: string, variables: Variables = {}): Promise<T> {
  return outcomeOf(await client.request<Record<string, T & Outcome>>(mutation, variables));
}

/** The only field of an answer. @throws DemoRefused when it is a refusal. */
export function outcomeOf<T>(answer: Readonly<Record<string, T & Outcome>>): T {
  const [field] = Object.entries(answer);
  if (!field) throw new Error('The answer is empty.');
  const [name, outcome] = field;
  if (outcome.message !== undefined) throw new DemoRefused(name, outcome.message);
  return outcome;
}

/** A client that acts as a person: in a company of theirs, or for the platform itself. */
export async function signIn(
  baseUrl: string,
  credentials: { readonly email: string; readonly password: string; readonly tenantId?: string },
): Promise<GraphqlClient> {
  const anybody = new GraphqlClient(baseUrl);
  const { accessToken } = await perform<{ accessToken: string }>(anybody, ASK.signIn, { ...credentials });
  return anybody.withToken(accessToken);
}

/** What the demonstration asks, as any front end would. Members of a union are asked for what they offer, refusals for their message. */
export const ASK = {
  signIn: `mutation ($email: String!, $password: String!, $tenantId: ID) {
    signIn(email: $email, password: $password, tenantId: $tenantId) { ... on Session { accessToken } ... on Refusal { message } } }`,
  createTenant: `mutation ($input: CreateTenantInput!) {
    createTenant(input: $input) { ... on Tenant { id } ... on Refusal { message } } }`,
  createProject: `mutation ($input: CreateProjectInput!) {
    createProject(input: $input) { ... on Project { id } ... on Refusal { message } } }`,
  createFormMapping: `mutation ($input: CreateFormMappingInput!) {
    createFormMapping(input: $input) { ... on FormMapping { id } ... on Refusal { message } } }`,
  createAgent: `mutation ($input: CreateAgentInput!) { createAgent(input: $input) { id } }`,
  activateAgent: `mutation ($id: ID!) { activateAgent(id: $id) { id } }`,
  saveRubric: `mutation ($input: SaveRubricInput!) {
    saveRubric(input: $input) { ... on Rubric { id } ... on Refusal { message } } }`,
  createApiKey: `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`,
  importLeads: `mutation ($file: Upload!, $projectId: ID!) {
    importLeads(file: $file, projectId: $projectId) {
      ... on LeadImport { id status failure created rejected } ... on Refusal { message } } }`,
  createCampaign: `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { id } }`,
  addLeads: `mutation ($campaignId: ID!, $selection: LeadSelectionInput!) {
    addLeadsToCampaign(campaignId: $campaignId, selection: $selection) { added unreachable } }`,
  addSuppression: `mutation ($phone: PhoneNumber!, $reason: String!) { addSuppression(phone: $phone, reason: $reason) { id } }`,
  startCampaign: `mutation ($id: ID!) {
    startCampaign(id: $id) { ... on Campaign { id } ... on Refusal { message } } }`,
  progressed: `subscription ($id: ID!) { campaignProgressed(campaignId: $id) {
    status total remaining inFlight called calls connected qualified failed optedOut callsPerMinute nextDialAt } }`,
  scores: `query { hot: leads(filter: { temperature: [HOT] }, first: 1) { totalCount }
    warm: leads(filter: { temperature: [WARM] }, first: 1) { totalCount }
    cold: leads(filter: { temperature: [COLD] }, first: 1) { totalCount } }`,
  progress: `query ($id: ID!) { campaignProgress(id: $id) {
    status total remaining inFlight called calls connected qualified failed optedOut callsPerMinute nextDialAt } }`,
  campaigns: `query { campaigns(first: 100) { nodes { id kind name status } } }`,
  leadNamed: `query ($name: String!) { leads(first: 1, filter: { search: $name }) { nodes { id } } }`,
  mayContact: `query ($leadId: ID!) { mayContact(leadId: $leadId) { verdict explanation } }`,
  hotLeads: `query { hotLeads(first: 5) { totalCount nodes { name score temperature stage } } }`,
} as const;
