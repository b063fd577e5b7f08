import { type Administrator, createAdministrator } from './administrator';
import { CampaignWatch, listCampaigns } from './campaign-watch';
import { ASK } from './demo-api';
import { offsetToReach } from './demo-clock';
import type { GraphqlClient } from './graphql-client';
import type { BrokenInvariant } from './judge';
import { Jury } from './jury';
import { progressView, type Terminal } from './progress-view';
import { type DemoCompany, Scenario } from './scenario';
import type { Stage } from './stage';
import { describeViolations, lastLine } from './verdict';
import { WEB_FORMS } from './web-forms';

export interface Finale {
  readonly broken: readonly BrokenInvariant[];
  /** What the demonstration ends with. */
  readonly lines: readonly string[];
}

interface HotLeads {
  readonly hotLeads: {
    readonly totalCount: number;
    readonly nodes: readonly { name: string | null; score: number | null; stage: string }[];
  };
}

/** One each who ticked a box, signed nothing at all, lives in Washington, signed what has run out, and wrote a letter. */
const NOT_CALLED = ['Jorge Ramirez', 'Mariam Khoury', 'Teresa Zimmerman', 'Wei Lindqvist', 'Leilani Singh'] as const;

/** Plays the demonstration on a stage, watched by a jury. */
export class Demonstration {
  private readonly scenario: Scenario;

  constructor(
    private readonly stage: Stage,
    private readonly terminal: Terminal,
  ) {
    this.scenario = new Scenario(stage.program.url, (line) => this.say(line));
  }

  /** From an empty database to a completed campaign. @throws when `signal` is aborted before. */
  async play(signal: AbortSignal): Promise<Finale> {
    const jury = new Jury(this.stage, this.stage.clock.now());
    try {
      const administrator = await createAdministrator(this.stage);
      const company = await this.scenario.play(administrator);
      this.invite(company, administrator);
      const client = await this.watch(company, signal);
      await this.showHotLeads(client);
      await this.showRefusals(client);
      const broken = await jury.verdict();
      this.say(`The invariants were asked ${jury.looks} times, the carrier's own book once`);
      const figures = (await listCampaigns(client)).map(({ progress }) => progress);
      return { broken, lines: [...describeViolations(broken), lastLine(figures, broken)] };
    } catch (error) {
      for (const line of describeViolations(jury.findings)) this.say(line);
      throw error;
    } finally {
      await jury.adjourn();
    }
  }

  /** Until everybody has been dealt with; promised callbacks are kept by moving the clock, not by waiting for Thursday. */
  private async watch(company: DemoCompany, signal: AbortSignal): Promise<GraphqlClient> {
    const { stage } = this;
    const jumpTo = (moment: Date): number | undefined => offsetToReach(moment, stage.clock.now(), stage.clock.offsetMs);
    for (;;) {
      const client = await this.scenario.signIn(company);
      const watch = new CampaignWatch(client, company.campaignId, progressView(this.terminal));
      const offset = await watch.follow({ webForms: WEB_FORMS.length, jumpTo, signal });
      if (offset === undefined) return client;
      await stage.moveClock(offset);
      this.say(`Everybody left is to be called later: the clock moves on to ${stage.clock.now().toUTCString()}`);
    }
  }

  private invite({ owner, tenantId }: DemoCompany, administrator: Administrator): void {
    const { url } = this.stage.program;
    this.say(`GraphQL ${url}/graphql, playground ${url}/playground, emulator ${this.stage.emulator.url}/_emulator`);
    this.say(
      `Sign in as ${owner.email} with ${owner.password} (tenant ${tenantId}), or as platform admin ${administrator.email} with ${administrator.password}`,
    );
  }

  private async showHotLeads(client: GraphqlClient): Promise<void> {
    const { hotLeads } = await client.request<HotLeads>(ASK.hotLeads);
    this.say(`${hotLeads.totalCount} hot leads, the first of them:`);
    for (const { name, score, stage } of hotLeads.nodes)
      this.say(`  ${name ?? 'without a name'}: score ${score ?? 'none'}, ${stage}`);
  }

  /** Some of those nobody called, and what the program says about it. */
  private async showRefusals(client: GraphqlClient): Promise<void> {
    this.say('Not called, for example:');
    for (const name of NOT_CALLED) {
      const { leads } = await client.request<{ leads: { nodes: { id: string }[] } }>(ASK.leadNamed, { name });
      const { mayContact } = await client.request<{ mayContact: { explanation: string } }>(ASK.mayContact, {
        leadId: leads.nodes[0]?.id,
      });
      this.say(`  ${name}: ${mayContact.explanation}`);
    }
  }

  private say(line: string): void {
    this.terminal.write(`${line}\n`);
  }
}
