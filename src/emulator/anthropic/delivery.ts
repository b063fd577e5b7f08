import type { Response } from 'express';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { Pace } from '../simulation/pace';
import { errorFrame, frames } from './sse';
import type { WireReply } from './wire-message';

/** Puts replies on the wire, whole or in frames, and breaks off where a fault says so. */
export class ReplyDelivery {
  constructor(
    private readonly faults: FaultBox,
    private readonly pace: Pace,
  ) {}

  async send(reply: WireReply, streamed: boolean, subject: FaultSubject, response: Response): Promise<void> {
    const parts = streamed ? frames(reply) : halves(JSON.stringify(reply));
    const type = streamed ? 'text/event-stream; charset=utf-8' : 'application/json';
    response.status(200).set({ 'content-type': type, 'cache-control': 'no-cache' });
    const middle = Math.floor(parts.length / 2);
    if (await this.breaksOff(parts.slice(0, middle), streamed, subject, response)) return;
    if (!response.destroyed) response.end(parts.slice(response.headersSent ? middle : 0).join(''));
  }

  /** Sends the first parts if a fault strikes after them. True when nothing is to follow. */
  private async breaksOff(
    firstParts: string[],
    streamed: boolean,
    subject: FaultSubject,
    response: Response,
  ): Promise<boolean> {
    const stall = this.faults.strike('stall', subject);
    const ends = this.faults.strike('cleanTruncation', subject);
    const dies = this.faults.strike('socketDestroy', subject);
    const errs = streamed ? this.faults.strike('sseError', subject) : null;
    if (!stall && !ends && !dies && !errs) return false;
    response.write(firstParts.join(''));
    // What is written has to leave before the connection is cut.
    await this.pace.sleepReal(stall ? stall.ms : 20);
    if (dies) response.socket?.destroy();
    else if (errs) response.end(errorFrame());
    else if (ends) response.end();
    return Boolean(dies ?? errs ?? ends);
  }
}

function halves(text: string): string[] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}
