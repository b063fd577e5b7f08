import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Administrator } from './administrator';
import { ASK, outcomeOf, perform, signIn } from './demo-api';
import type { GraphqlClient } from './graphql-client';
import { repositoryRoot } from './repository-root';
import { COMPANY, WEB_FORMS } from './web-forms';

/** What the demonstration made, and who may look at it. */
export interface DemoCompany {
  readonly owner: { readonly email: string; readonly password: string };
  readonly tenantId: string;
  readonly campaignId: string;
}

const OWNER = { email: 'owner@callwright.example', password: 'callwright-demo' } as const;

/** Of one of the leads, who is not called though she once signed. */
const LETTER_WRITER = '+14155550122';

/** Retries within seconds, so that they can be watched; a real campaign waits for hours. */
const RETRY_POLICY = { noAnswer: [2, 4], busy: [2, 3], failed: [1, 2], voicemail: [3] };

/** Founds a company, gives it an agent, a rubric and leads, and starts its campaign: all of it over the API. */
export class Scenario {
  constructor(
    private readonly baseUrl: string,
    private readonly log: (line: string) => void,
  ) {}

  async play(administrator: Administrator): Promise<DemoCompany> {
    const tenantId = await this.found(administrator);
    const client = await this.signIn({ owner: OWNER, tenantId });
    const outreach = await this.equip(client);
    const campaignId = await this.enrol(client, outreach);
    await perform(client, ASK.addSuppression, { phone: LETTER_WRITER, reason: 'Asked by letter to be left alone.' });
    await perform(client, ASK.startCampaign, { id: campaignId });
    await this.postForms(client);
    return { owner: OWNER, tenantId, campaignId };
  }

  /** As the company's owner. Tokens live for a quarter of an hour of the program's clock: sign in again after it has been moved. */
  async signIn({ owner, tenantId }: Pick<DemoCompany, 'owner' | 'tenantId'>): Promise<GraphqlClient> {
    return signIn(this.baseUrl, { ...owner, tenantId });
  }

  private async found(administrator: Administrator): Promise<string> {
    const client = await signIn(this.baseUrl, administrator);
    const input = {
      name: COMPANY,
      ownerEmail: OWNER.email,
      ownerPassword: OWNER.password,
      ownerName: 'Olivia Owner',
      maxConcurrentCalls: 100,
    };
    const { id } = await perform<{ id: string }>(client, ASK.createTenant, { input });
    return id;
  }

  /** @returns the project of the campaign; the one of the web forms is known by its form. */
  private async equip(client: GraphqlClient): Promise<string> {
    const make = async (mutation: string, input: object): Promise<string> =>
      (await perform<{ id: string }>(client, mutation, { input })).id;
    const outreach = await make(ASK.createProject, { name: 'Harbour View launch', keywords: ['launch'] });
    const enquiries = await make(ASK.createProject, {
      name: 'Harbour View enquiries',
      keywords: ['enquiry'],
      autoCall: true,
    });
    await make(ASK.createFormMapping, { formName: 'Harbour View enquiry', projectId: enquiries });
    for (const projectId of [outreach, enquiries]) {
      const id = await make(ASK.createAgent, { name: 'Ava', projectId, ...AGENT });
      await perform(client, ASK.activateAgent, { id });
    }
    return outreach;
  }

  private async enrol(client: GraphqlClient, projectId: string): Promise<string> {
    const { id: rubricId } = await perform<{ id: string }>(client, ASK.saveRubric, { input: RUBRIC });
    const importId = await this.importLeads(client, projectId);
    const input = {
      name: 'Harbour View launch',
      projectId,
      rubricId,
      guidance: 'Invite people to the viewing on Saturday.',
      maxConcurrentCalls: 40,
      dailyCallLimit: 5000,
      retryPolicy: RETRY_POLICY,
    };
    const { id } = await perform<{ id: string }>(client, ASK.createCampaign, { input });
    const { added, unreachable } = await perform<{ added: number; unreachable: number }>(client, ASK.addLeads, {
      campaignId: id,
      selection: { importId },
    });
    this.log(`Campaign "${input.name}": ${added} leads enrolled, ${unreachable} not to be called`);
    return id;
  }

  private async importLeads(client: GraphqlClient, projectId: string): Promise<string> {
    const content = await readFile(join(repositoryRoot(), 'src', 'demo', 'leads.csv'), 'utf8');
    const file = { variable: 'file', fileName: 'leads.csv', content, contentType: 'text/csv' };
    const answer = await client.upload<Record<string, ImportedFile>>(ASK.importLeads, { projectId }, file);
    const { id, status, failure, created, rejected } = outcomeOf(answer);
    if (status !== 'COMPLETED')
      throw new Error(`The import of the leads ended as ${status}: ${failure ?? 'without a reason'}`);
    this.log(`Imported ${created} leads from leads.csv, ${rejected} rows refused`);
    return id;
  }

  private async postForms(client: GraphqlClient): Promise<void> {
    const input = { name: 'Website', scopes: ['intake:write'] };
    const { secret } = await perform<{ secret: string }>(client, ASK.createApiKey, { input });
    for (const form of WEB_FORMS) {
      const response = await fetch(`${this.baseUrl}/webhooks/web-form`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': secret },
        body: JSON.stringify(form),
      });
      if (response.status !== 202)
        throw new Error(`A web form was answered with ${response.status}: ${await response.text()}`);
    }
    this.log(`Posted ${WEB_FORMS.length} web forms; their project calls new leads at once`);
  }
}

interface ImportedFile {
  readonly id: string;
  readonly status: string;
  readonly failure: string | null;
  readonly created: number;
  readonly rejected: number;
}

const AGENT = {
  greeting: 'Hello, this is Ava, the virtual assistant of Harbour Homes. Do you have a minute?',
  prompt:
    'You invite people to the launch of Harbour View, flats by the water from 400,000 to 1,200,000 dollars. Find out their budget, ' +
    'when they want to move, who decides, and what bothers them about where they live now. Be brief and kind; offer a viewing.',
};

/** What the emulator's keen buyer says scores 100. */
export const RUBRIC = {
  name: 'Home buyers',
  minScore: 70,
  criteria: [
    { field: 'budget', operator: 'exists', weight: 30 },
    { field: 'timeline', operator: 'in', value: ['immediate', 'within_month', 'within_quarter'], weight: 25 },
    { field: 'decision_maker', operator: '==', value: true, weight: 20 },
    { field: 'pain_points', operator: 'exists', weight: 25 },
  ],
};
