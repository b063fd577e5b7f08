import { CallBridge, type RoomEvent } from './bridge.port';
import type { PlaceCallResult } from './carrier.port';
import { CarrierNotConfigured } from './voice.errors';

/** Stands where a carrier would. */
export class UnconfiguredBridge extends CallBridge {
  ring(): Promise<PlaceCallResult> {
    return refuse();
  }

  redirect(): Promise<'DONE' | 'NOT_LIVE'> {
    return refuse();
  }

  setLimit(): Promise<'DONE' | 'NOT_LIVE'> {
    return refuse();
  }

  readRoomEvent(): RoomEvent {
    throw new CarrierNotConfigured();
  }

  render(): { contentType: string; body: string } {
    throw new CarrierNotConfigured();
  }
}

async function refuse(): Promise<never> {
  throw new CarrierNotConfigured();
}
