import { setTimeout as delay } from 'node:timers/promises';
import { ASK } from './demo-api';
import type { GraphqlClient } from './graphql-client';
import type { ProgressFigures, ProgressView } from './progress-view';

/** As `campaignProgressed` and `campaignProgress` answer. */
export interface CampaignProgress extends ProgressFigures {
  readonly called: number;
  /** When the next waiting lead may be called. */
  readonly nextDialAt: string | null;
}

export interface WatchedCampaign {
  readonly id: string;
  readonly kind: 'OUTREACH' | 'AUTO_CALL';
  readonly progress: CampaignProgress;
}

const LOOK_MS = 1_000;
/** Looks after the end of everything in which the subscription must have told of it. */
const NEWS_LOOKS = 10;
/** Looks that must show the same figures before the clock may move: conversations are assessed for a while after they end. */
const STILL_LOOKS = 3;

/** The company's campaigns with their figures: the one that was started, and the standing one of the web forms. */
export async function listCampaigns(client: GraphqlClient): Promise<WatchedCampaign[]> {
  const { campaigns } = await client.request<{ campaigns: { nodes: Omit<WatchedCampaign, 'progress'>[] } }>(
    ASK.campaigns,
  );
  return Promise.all(
    campaigns.nodes.map(async ({ id, kind }) => {
      const { campaignProgress } = await client.request<{ campaignProgress: CampaignProgress }>(ASK.progress, { id });
      return { id, kind, progress: campaignProgress };
    }),
  );
}

/** Whether nothing is under way or due any more: every lead of the web forms that arrived is done with too. */
export function isConcluded(campaigns: readonly WatchedCampaign[], webForms: number): boolean {
  const enquiries = campaigns.find(({ kind }) => kind === 'AUTO_CALL')?.progress;
  const outreach = campaigns.filter(({ kind }) => kind === 'OUTREACH');
  return (
    enquiries !== undefined &&
    enquiries.total === webForms &&
    enquiries.remaining === 0 &&
    outreach.every(({ progress }) => progress.status === 'COMPLETED')
  );
}

/** When somebody is next to be called while nobody is on the phone; null while the telephones are busy. */
export function nextAppointment(campaigns: readonly WatchedCampaign[]): Date | null {
  if (campaigns.some(({ progress }) => progress.inFlight > 0)) return null;
  const moments = campaigns.flatMap(({ progress: { nextDialAt } }) => (nextDialAt ? [Date.parse(nextDialAt)] : []));
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** Notices when the figures have not moved for a number of looks. */
export class Stillness {
  private shown = '';
  private same = 0;

  constructor(private readonly looks: number) {}

  /** True when these figures are the same as in the looks before. */
  observe(campaigns: readonly WatchedCampaign[]): boolean {
    const shows = JSON.stringify(
      campaigns.map(({ progress: { remaining, inFlight, calls } }) => [remaining, inFlight, calls]),
    );
    this.same = shows === this.shown ? this.same + 1 : 1;
    this.shown = shows;
    return this.same >= this.looks;
  }
}

export interface WatchOptions {
  /** How many web forms were posted; their leads must be done with too. */
  readonly webForms: number;
  /** Answers the clock offset worth jumping to for an appointment, if it is. */
  readonly jumpTo: (moment: Date) => number | undefined;
  readonly signal: AbortSignal;
}

/** Follows a campaign by subscription, with a look at the scores of its leads now and then. */
export class CampaignWatch {
  private figures?: ProgressFigures;
  private scores = '';
  private broken?: unknown;

  constructor(
    private readonly client: GraphqlClient,
    private readonly campaignId: string,
    private readonly view: ProgressView,
  ) {}

  /**
   * Shows what comes until all campaigns are concluded, or somebody is to be called so much later that the clock had better be moved.
   * @returns the offset to move it to, or undefined when all is done.
   */
  async follow(options: WatchOptions): Promise<number | undefined> {
    const unsubscribe = this.subscribe();
    try {
      return await this.lookOn(options);
    } finally {
      unsubscribe();
      this.view.end();
    }
  }

  private async lookOn({ webForms, jumpTo, signal }: WatchOptions): Promise<number | undefined> {
    const stillness = new Stillness(STILL_LOOKS);
    for (let unheard = 0; unheard <= NEWS_LOOKS;) {
      signal.throwIfAborted();
      if (this.broken) throw new Error('The subscription to the campaign broke.', { cause: this.broken });
      const campaigns = await listCampaigns(this.client);
      this.scores = scoresOf(await this.client.request<Temperatures>(ASK.scores));
      if (this.figures) this.show(this.figures);
      const concluded = isConcluded(campaigns, webForms);
      if (concluded && this.figures?.status === 'COMPLETED') return undefined;
      if (concluded) unheard += 1;
      const appointment = stillness.observe(campaigns) ? nextAppointment(campaigns) : null;
      const offset = appointment && jumpTo(appointment);
      if (offset) return offset;
      await delay(LOOK_MS);
    }
    throw new Error('The campaign is completed, and the subscription never told so.');
  }

  private subscribe(): () => void {
    return this.client.subscribe<{ campaignProgressed: CampaignProgress }>(
      ASK.progressed,
      { id: this.campaignId },
      {
        next: ({ campaignProgressed }) => this.show(campaignProgressed),
        broken: (reason) => {
          this.broken ??= reason;
        },
      },
    );
  }

  private show(figures: ProgressFigures): void {
    this.figures = figures;
    this.view.show(figures, this.scores);
  }
}

type Temperatures = Readonly<Record<'hot' | 'warm' | 'cold', { readonly totalCount: number }>>;

function scoresOf({ hot, warm, cold }: Temperatures): string {
  return `${hot.totalCount} hot, ${warm.totalCount} warm, ${cold.totalCount} cold`;
}
