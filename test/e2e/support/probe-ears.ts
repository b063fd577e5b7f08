import { titleOf } from './probe-caller';
import type { Probe } from './probe-operations';
import { type Heard, ProbeSocket } from './probe-socket';
import { eventually } from './eventually';

/** News nobody can bring about by calling and importing alone, or of something that must exist before. */
const NO_NEWS = new Set(['budgetAlerted', 'turnAdded conversationId']);

interface Ear extends Heard {
  readonly title: string;
}

/** One caller's ear on each subscription. */
export class Ears {
  private constructor(
    private readonly socket: ProbeSocket,
    private readonly ears: readonly Ear[],
  ) {}

  static async open(url: string, headers: Readonly<Record<string, string>>, probes: readonly Probe[]): Promise<Ears> {
    const socket = new ProbeSocket(url, headers);
    const ears = probes.map((probe) => ({ title: titleOf(probe), ...socket.follow(probe) }));
    // Operations of a socket are taken up in order: what was sent before has been, too.
    await socket.once({ query: '{ __typename }' });
    return new Ears(socket, ears);
  }

  /** Resolves once a change of the caller's own lead is heard, so that silence means something. */
  async hear(touchOwnLead: () => Promise<void>): Promise<void> {
    const ear = this.ears.find(({ title }) => title === 'leadUpdated');
    const heard = async (): Promise<number> => {
      await touchOwnLead();
      return ear?.answers.length ?? 0;
    };
    await eventually('a change of their own is heard', heard, (count) => count > 0);
  }

  /** Subscriptions that told nothing, or failed. */
  silent(): string[] {
    return this.ears
      .filter(({ title, answers, failures }) => !NO_NEWS.has(title) && (answers.length === 0 || failures.length > 0))
      .map(({ title, failures }) => `${title} ${failures.join()}`);
  }

  /** What was heard of others than the caller's own lead, and subscriptions that failed otherwise than by NOT_FOUND. */
  strange(ownLeadId: string): string[] {
    return this.ears.flatMap(({ title, answers, failures }) => [
      ...answers.filter((answer) => !answer.includes(ownLeadId)).map((answer) => `${title}: ${answer}`),
      ...failures.filter((failure) => !failure.includes('"code":"NOT_FOUND"')).map((failure) => `${title}: ${failure}`),
    ]);
  }

  async close(): Promise<void> {
    await this.socket.close();
  }
}
