import { createAdministrator } from '../../src/demo/administrator';
import { ASK, outcomeOf, perform, signIn } from '../../src/demo/demo-api';
import type { GraphqlClient } from '../../src/demo/graphql-client';
import type { Stage } from '../../src/demo/stage';
import { BENCH_COMPANY, keenPeople } from './people';

const OWNER = { email: 'owner@callwright.example', password: 'callwright-bench' } as const;

/** Calls at a time; with people who talk in no time this keeps every part busy. */
export const CONCURRENT_CALLS = 50;

interface Named {
  readonly id: string;
}

/** A company whose campaigns call keen buyers, made over the API. */
export class BenchCompany {
  private people = 0;

  private constructor(
    private readonly stage: Stage,
    readonly tenantId: string,
    readonly projectId: string,
    readonly agentId: string,
  ) {}

  static async found(stage: Stage): Promise<BenchCompany> {
    const { url } = stage.program;
    const administrator = await signIn(url, await createAdministrator(stage));
    const input = {
      name: BENCH_COMPANY,
      ownerEmail: OWNER.email,
      ownerPassword: OWNER.password,
      maxConcurrentCalls: 1_000,
    };
    const { id: tenantId } = await perform<Named>(administrator, ASK.createTenant, { input });
    const client = await signIn(url, { ...OWNER, tenantId });
    const { id: projectId } = await perform<Named>(client, ASK.createProject, { input: { name: 'Flats' } });
    const agent = {
      name: 'Ava',
      projectId,
      greeting: 'Hello, do you have a minute?',
      prompt: 'Find out budget, timeline and who decides.',
    };
    const { id } = await perform<Named>(client, ASK.createAgent, { input: agent });
    await perform(client, ASK.activateAgent, { id });
    return new BenchCompany(stage, tenantId, projectId, id);
  }

  /** A campaign with that many new leads, not yet started. @returns its id. */
  async draft(leads: number): Promise<string> {
    const client = await this.signIn();
    const file = {
      variable: 'file',
      fileName: 'leads.csv',
      content: keenPeople(leads, this.people),
      contentType: 'text/csv',
    };
    this.people += leads;
    const answer = await client.upload<Record<string, Named & { created: number }>>(
      ASK.importLeads,
      { projectId: this.projectId },
      file,
    );
    const imported = outcomeOf(answer);
    if (imported.created !== leads) throw new Error(`Of ${leads} leads only ${imported.created} were new.`);
    const input = {
      name: `${leads} leads`,
      projectId: this.projectId,
      maxConcurrentCalls: CONCURRENT_CALLS,
      dailyCallLimit: 1_000_000,
    };
    const { id: campaignId } = await perform<Named>(client, ASK.createCampaign, { input });
    await perform(client, ASK.addLeads, { campaignId, selection: { importId: imported.id } });
    return campaignId;
  }

  async start(campaignId: string): Promise<void> {
    await perform(await this.signIn(), ASK.startCampaign, { id: campaignId });
  }

  /** As its owner; tokens live for a quarter of an hour. */
  signIn(): Promise<GraphqlClient> {
    return signIn(this.stage.program.url, { ...OWNER, tenantId: this.tenantId });
  }
}
