import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/config';
import { CampaignsService } from '../../campaigns.service';
import type { SimulationReport } from '../report';
import type { SimulationProgress } from '../time-machine';
import { type Claimed, SimulationLedger } from './simulation-ledger.service';
import { SimulationPeople } from './simulation-people.service';
import { SimulationScenario } from './simulation-scenario.service';
import { SimulationThread } from './simulation-thread';
import type { Simulation } from './simulation.entity';

/** Leads beyond this are not simulated at once. */
const MOST_LEADS = 250_000;
const NEWS_MS = 1_000;

/** Plays one simulation: reads the campaign page by page, hands it to a thread, and writes down how far it is. */
@Injectable()
export class SimulationRunner implements OnModuleDestroy {
  private readonly logger = new Logger(SimulationRunner.name);
  private readonly threads = new Set<SimulationThread>();
  private isStopping = false;

  constructor(
    private readonly ledger: SimulationLedger,
    private readonly campaigns: CampaignsService,
    private readonly people: SimulationPeople,
    private readonly scenarios: SimulationScenario,
    private readonly config: AppConfig,
  ) {}

  /**
   * Does nothing unless the simulation waits for somebody to play it. A failure is written down and not thrown. What this process does not
   * finish because it ends is left to the next.
   */
  async run(simulationId: string): Promise<void> {
    if (this.isStopping) return;
    const simulation = await this.ledger.claim(simulationId);
    if (!simulation) return;
    try {
      const report = await this.play(simulation);
      if (report) await this.ledger.complete(simulation, report);
    } catch (error) {
      if (this.isStopping) return this.ledger.handOver(simulation);
      if (error instanceof TooManyLeads) return this.ledger.fail(simulation, error.message);
      this.logger.error('a simulation failed', { simulationId }, error);
      await this.ledger.fail(simulation, 'The simulation failed; those who run the platform can see why.');
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.threads].map((thread) => thread.stop()));
  }

  /** Null when it is no longer wanted. */
  private async play(simulation: Simulation): Promise<SimulationReport | null> {
    const { campaignId, startsAt } = simulation;
    const campaign = await this.campaigns.get(campaignId);
    let page = await this.people.page(campaignId, startsAt);
    const scenario = await this.scenarios.of(simulation, campaign, page.company);
    let latest: SimulationProgress = { done: 0, leads: 0, calls: 0, now: startsAt };
    const thread = new SimulationThread({ scenario, rulesFile: this.config.callingRulesFile }, (progress) => {
      latest = progress;
    });
    this.threads.add(thread);
    try {
      for (let leads = page.leads.length; ; leads += page.leads.length) {
        if (this.isStopping) throw new Error('The process ends.');
        if (leads > MOST_LEADS) throw new TooManyLeads();
        thread.enrol(page.leads);
        if (!(await this.ledger.progress(simulation, { ...latest, leads }))) return null;
        if (page.last === null) break;
        page = await this.people.page(campaignId, startsAt, page.last);
      }
      return await this.watched(simulation, thread, () => latest);
    } finally {
      this.threads.delete(thread);
      await thread.stop();
    }
  }

  /** Until the report is there, or nobody wants it any more. */
  private async watched(
    claimed: Claimed,
    thread: SimulationThread,
    latest: () => SimulationProgress,
  ): Promise<SimulationReport | null> {
    const report = thread.play();
    for (;;) {
      const news = await Promise.race([report, pause(NEWS_MS)]);
      if (news) return news;
      const progress = latest();
      const isWanted =
        progress.leads === 0 ? await this.ledger.touch(claimed) : await this.ledger.progress(claimed, progress);
      if (!isWanted) return null;
    }
  }
}

class TooManyLeads extends Error {
  constructor() {
    super(`More than ${MOST_LEADS} leads wait in the campaign; simulate a part of them from a file.`);
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
}
