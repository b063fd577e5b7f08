import { ASK, outcomeOf } from '../../src/demo/demo-api';
import type { GraphqlClient } from '../../src/demo/graphql-client';
import { Company } from '../e2e/support/company';
import { type Crowd, peopleFile } from './people';

/** One company with its campaigns. */
export class CompanyLoad {
  readonly campaignIds: string[] = [];
  projectId = '';
  private people = 0;

  private constructor(readonly company: Company) {}

  static async found(administrator: GraphqlClient, name: string): Promise<CompanyLoad> {
    const load = new CompanyLoad(await Company.found(administrator, { name, maxConcurrentCalls: 60 }));
    load.projectId = await load.company.launchProject(`Homes of ${name}`);
    return load;
  }

  get tenantId(): string {
    return this.company.tenantId;
  }

  /** A file of so many people nobody has called. */
  file(count: number, crowd: Crowd = 'MIXED'): string {
    const file = peopleFile(this.company.name, crowd, count, this.people);
    this.people += count;
    return file;
  }

  async importFile(content: string): Promise<{ id: string; created: number }> {
    const file = { variable: 'file', fileName: 'leads.csv', content, contentType: 'text/csv' };
    const answer = await this.company.client.upload<Record<string, { id: string; created: number }>>(
      ASK.importLeads,
      { projectId: this.projectId },
      file,
    );
    return outcomeOf(answer);
  }

  /** Imports so many people and calls them. @returns the campaign's id. */
  async launch(count: number, policy: Readonly<Record<string, unknown>> = {}, crowd: Crowd = 'MIXED'): Promise<string> {
    const id = await this.prepare(count, policy, crowd);
    await this.company.start(id);
    return id;
  }

  /** As `launch`, but the campaign is yet to be started. */
  async prepare(
    count: number,
    policy: Readonly<Record<string, unknown>> = {},
    crowd: Crowd = 'MIXED',
  ): Promise<string> {
    const imported = await this.importFile(this.file(count, crowd));
    const id = await this.company.draftCampaign(this.projectId, [], { maxConcurrentCalls: 30, ...policy });
    await this.company.perform(ASK.addLeads, { campaignId: id, selection: { importId: imported.id } });
    this.campaignIds.push(id);
    return id;
  }
}
