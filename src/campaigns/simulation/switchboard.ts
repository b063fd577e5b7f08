import { allocate } from '../allocation/allocate';
import { seatPeople } from '../experiments/agent-choice';
import type { Enrolled } from './enrolled';
import type { Scenario, SimulatedAgent } from './scenario';

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
    const speakers = this.scenario.campaign.agents.map((agent) => {
      const { id, share } = agent;
      return { id, share, live: this.busy.get(id) ?? 0, free: this.freeOf(agent) };
    });
    const person = { enrolmentId: String(index), phone: lead.phone, agentId, knownAgentId: agentId };
    const [seat] = seatPeople([person], speakers, 1);
    return seat ?? { agentId, isCalled: false };
  }

  /** Whether nobody may be put through to this agent now; of an agent who does not speak, and of none, whether to no agent at all. */
  isFull(agentId: string | null): boolean {
    const { agents } = this.scenario.campaign;
    const own = agents.find(({ id }) => id === agentId);
    return (own ? [own] : agents).every((agent) => this.freeOf(agent) === 0);
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

  /** Null without a limit. */
  private freeOf({ id, limit }: SimulatedAgent): number | null {
    return limit === null ? null : Math.max(0, limit - (this.busy.get(id) ?? 0));
  }
}
