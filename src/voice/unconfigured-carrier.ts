import {
  type CallSnapshot,
  Carrier,
  type CarrierEvent,
  type Heard,
  type PlaceCallResult,
  type RecordingSnapshot,
} from './carrier.port';
import { CarrierNotConfigured } from './voice.errors';

/** Stands where a carrier would: the program runs, and says clearly why it cannot call. No webhook is authentic. */
export class UnconfiguredCarrier extends Carrier {
  readonly name = 'TWILIO';

  isConfigured(): boolean {
    return false;
  }

  get account(): string {
    throw new CarrierNotConfigured();
  }

  get fromNumber(): string {
    throw new CarrierNotConfigured();
  }

  placeCall(): Promise<PlaceCallResult> {
    return refuse();
  }

  hangUp(): Promise<'DONE' | 'ALREADY_ENDED'> {
    return refuse();
  }

  cancel(): Promise<CallSnapshot | null> {
    return refuse();
  }

  recordingsOf(): Promise<RecordingSnapshot[]> {
    return refuse();
  }

  fetchCall(): Promise<CallSnapshot | null> {
    return refuse();
  }

  findCalls(): Promise<CallSnapshot[]> {
    return refuse();
  }

  isAuthentic(): boolean {
    return false;
  }

  readEvent(): CarrierEvent {
    throw new CarrierNotConfigured();
  }

  readHeard(): { providerCallId: string; heard: Heard } {
    throw new CarrierNotConfigured();
  }

  render(): { contentType: string; body: string } {
    throw new CarrierNotConfigured();
  }
}

async function refuse(): Promise<never> {
  throw new CarrierNotConfigured();
}
