import { allocate } from '../allocation/allocate';
import { seatPeople } from '../experiments/agent-choice';
import type { Enrolled } from './enrolled';
import type { Scenario } from './scenario';

/** Alone on the platform: the one campaign of the one company. */
const ALONE = { id: 'simulated', share: 1, hot: 0, hungryMs: 0, recent: 0, floor: 0, hotWanted: 0, wanted: 1 } as const;

/** Calls at once, by the product's sharing of capacity and its choice of agents. */
export class Switchboard {
  private live = 0;
  private readonly busy = new Map<string, number>();
  /** Most calls at once so far. */
  busiest = 0;

  constructor(private readonly scenario: Scenario) {}

  /** Whether one more call may be made. */
  hasRoom(): boolean {
    const { campaign, company, carrier } = this.scenario;
    const { live } = this;
    const demand = { ...ALONE, live, limit: campaign.maxConcurrentCalls };
    const tenant = { ...ALONE, live, limit: company.maxConcurrentCalls, campaigns: [demand] };
    const limit = carrier.concurrentCalls ?? Number.MAX_SAFE_INTEGER;
    const view = { limit, starts: 1, hotStarts: 0, reservePercent: carrier.reservePercent, tenants: [tenant] };
    return allocate(view).has(ALONE.id);
  }

  /** Gives the person an agent, if not had yet; false when that agent is full and the person waits for it. */
  seat({ index, lead, agentId }: Enrolled): { readonly agentId: string | null; readonly isCalled: boolean } {
    const { agents } = this.scenario.campaign;
    const speakers = agents.map(({ id, share, limit }) => {
      const live = this.busy.get(id) ?? 0;
      return { id, share, live, free: limit === null ? null : Math.max(0, limit - live) };
    });
    const person = { enrolmentId: String(index), phone: lead.phone, agentId, knownAgentId: agentId };
    const [seat] = seatPeople([person], speakers, 1);
    return seat ?? { agentId, isCalled: false };
  }

  begin(agentId: string): void {
    this.live += 1;
    this.busiest = Math.max(this.busiest, this.live);
    this.busy.set(agentId, (this.busy.get(agentId) ?? 0) + 1);
  }

  end(agentId: string): void {
    this.live -= 1;
    this.busy.set(agentId, (this.busy.get(agentId) ?? 0) - 1);
  }
}
