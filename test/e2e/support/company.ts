import { ASK, perform, signIn } from '../../../src/demo/demo-api';
import { RUBRIC } from '../../../src/demo/scenario';
import { writtenConsent } from '../../../src/demo/written-consent';
import { type GraphqlClient, type Variables } from '../../support/graphql-client';
import { numberOf, type PersonName } from './people';

export interface CompanyOptions {
  readonly name: string;
  /** Of the owner, who need not be new. */
  readonly email?: string;
  readonly maxConcurrentCalls?: number;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly tenantId?: string;
}

export const PASSWORD = 'correct-horse-battery';

/** Retries within a second or two; a real campaign waits for hours. */
export const QUICK_RETRIES = { noAnswer: [1], busy: [1], failed: [1], voicemail: [1] };

interface Made {
  readonly id: string;
}

/** A company as its owner works with it: everything over GraphQL. */
export class Company {
  private constructor(
    readonly name: string,
    readonly tenantId: string,
    readonly credentials: Credentials,
    /** The owner's. Tokens live for a quarter of an hour of the program's clock. */
    public client: GraphqlClient,
  ) {}

  /** @param administrator a client of a platform admin */
  static async found(administrator: GraphqlClient, options: CompanyOptions): Promise<Company> {
    const slug = `${options.name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${Date.now().toString(36)}`;
    const email = options.email ?? `owner@${slug}.example`;
    const { id } = await perform<Made>(administrator, ASK.createTenant, {
      input: {
        name: options.name,
        slug,
        ownerEmail: email,
        ownerPassword: PASSWORD,
        ownerName: `Owner of ${options.name}`,
        maxConcurrentCalls: options.maxConcurrentCalls ?? 50,
      },
    });
    const credentials = { email, password: PASSWORD, tenantId: id };
    return new Company(options.name, id, credentials, await signIn(administrator.baseUrl, credentials));
  }

  /** Anew, for instance after the clock was moved. */
  async signIn(): Promise<void> {
    this.client = await signIn(this.client.baseUrl, this.credentials);
  }

  /** The only field of the answer. @throws DemoRefused, GraphqlRequestFailed */
  perform<T = Made>(mutation: string, variables: Variables = {}): Promise<T> {
    return perform<T>(this.client, mutation, variables);
  }

  /** A project with an active agent. */
  async launchProject(name: string, options: { autoCall?: boolean; keywords?: string[] } = {}): Promise<string> {
    const { id } = await this.perform(ASK.createProject, { input: { name, ...options } });
    await this.hireAgent(id);
    return id;
  }

  async hireAgent(projectId: string, name = 'Ava'): Promise<string> {
    const { id } = await this.perform(ASK.createAgent, { input: { name, projectId, ...AGENT } });
    await this.perform(ASK.activateAgent, { id });
    return id;
  }

  /** The secret of a new key. */
  async issueKey(scopes: readonly string[]): Promise<string> {
    const { secret } = await this.perform<{ secret: string }>(ASK.createApiKey, { input: { name: 'Machine', scopes } });
    return secret;
  }

  async saveRubric(): Promise<string> {
    return (await this.perform(ASK.saveRubric, { input: RUBRIC })).id;
  }

  /** Of a person who has agreed in writing to be called by AI, unless `consent` says otherwise. */
  async createLead(input: Variables): Promise<string> {
    const consent = writtenConsent(this.name);
    const { lead } = await this.perform<{ lead: Made }>(CREATE_LEAD, { input: { consent, ...input } });
    return lead.id;
  }

  /** Whose phone it is, if a lead's. */
  async findLead(phone: string): Promise<string | undefined> {
    const { leads } = await this.client.request<{ leads: { nodes: Made[] } }>(LEADS, { filter: { phone } });
    return leads.nodes[0]?.id;
  }

  /** A campaign in draft with these leads in it. */
  async draftCampaign(projectId: string, leadIds: readonly string[], policy: Variables = {}): Promise<string> {
    const { id } = await this.perform(ASK.createCampaign, {
      input: { name: 'Spring', projectId, dailyCallLimit: 5_000, retryPolicy: QUICK_RETRIES, ...policy },
    });
    if (leadIds.length > 0) await this.perform(ASK.addLeads, { campaignId: id, selection: { leadIds } });
    return id;
  }

  /** A campaign in draft that calls `count` people of one kind, from the `first` of them on. */
  async draftFor(
    person: PersonName,
    { first = 0, count }: { first?: number; count: number },
  ): Promise<DraftedCampaign> {
    const projectId = await this.launchProject(`Homes for ${person} ${first}`);
    const phones = Array.from({ length: count }, (_, n) => numberOf(person, first + n));
    const leadIds = await Promise.all(phones.map((phone) => this.createLead({ phone, projectId })));
    const campaignId = await this.draftCampaign(projectId, leadIds, { maxConcurrentCalls: 20 });
    return { campaignId, projectId, phones, leadIds };
  }

  start(campaignId: string): Promise<Made> {
    return this.perform(ASK.startCampaign, { id: campaignId });
  }

  async progress(campaignId: string): Promise<Progress> {
    return (await this.client.request<{ campaignProgress: Progress }>(PROGRESS, { id: campaignId })).campaignProgress;
  }

  /** Newest first, at most 100. */
  async calls(filter: Variables = {}): Promise<CallView[]> {
    return (await this.client.request<{ calls: { nodes: CallView[] } }>(CALLS, { filter })).calls.nodes;
  }

  async lead(id: string): Promise<LeadView> {
    return (await this.client.request<{ lead: LeadView }>(LEAD, { id })).lead;
  }
}

export interface DraftedCampaign {
  readonly campaignId: string;
  readonly projectId: string;
  readonly phones: readonly string[];
  readonly leadIds: readonly string[];
}

export interface Progress {
  readonly status: string;
  readonly pauseReason: string | null;
  readonly total: number;
  readonly remaining: number;
  readonly inFlight: number;
  readonly called: number;
  readonly calls: number;
  readonly connected: number;
  readonly qualified: number;
  readonly failed: number;
  readonly optedOut: number;
  readonly percent: number;
  readonly nextDialAt: string | null;
}

export interface CallView {
  readonly id: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly endedReason: string | null;
  readonly phone: string;
  readonly leadId: string;
  readonly attempt: number;
  readonly answeredBy: string | null;
  readonly campaignId: string | null;
}

export interface LeadView {
  readonly id: string;
  readonly phone: string;
  readonly stage: string;
  readonly score: number | null;
  readonly temperature: string;
  readonly phoneStatus: string;
}

const AGENT = {
  greeting: 'Hello, this is Ava, the virtual assistant of Harbour Homes. Do you have a minute?',
  prompt:
    'You invite people to the launch of Harbour View. Find out their budget, when they want to move and who decides.',
};

export const PROGRESS_FIELDS =
  'status pauseReason total remaining inFlight called calls connected qualified failed optedOut percent nextDialAt';

const PROGRESS = `query ($id: ID!) { campaignProgress(id: $id) { ${PROGRESS_FIELDS} } }`;
const CREATE_LEAD = `mutation ($input: CreateLeadInput!) { createLead(input: $input) { lead { id } } }`;
const LEADS = `query ($filter: LeadFilter) { leads(first: 1, filter: $filter) { nodes { id } } }`;
const LEAD = `query ($id: ID!) { lead(id: $id) { id phone stage score temperature phoneStatus } }`;
const CALLS = `query ($filter: CallFilterInput) { calls(first: 100, filter: $filter) {
  nodes { id status outcome endedReason phone leadId attempt answeredBy campaignId } } }`;
