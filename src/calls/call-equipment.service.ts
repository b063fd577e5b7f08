import { Injectable } from '@nestjs/common';
import { LanguageModel } from '../language-models/language-model.port';
import { Carrier } from '../voice/carrier.port';

/** Reasons for which nobody is rung, whoever is next. */
export type MissingEquipment = 'CARRIER_NOT_CONFIGURED' | 'MODEL_NOT_CONFIGURED';

/** What must be there before a phone may ring: a carrier, and a model to speak with whoever picks up. */
@Injectable()
export class CallEquipment {
  constructor(
    private readonly carrier: Carrier,
    private readonly model: LanguageModel,
  ) {}

  /** Everything that is not configured; empty when calls can be made. */
  missing(): MissingEquipment[] {
    return [
      ...(this.carrier.isConfigured() ? [] : ['CARRIER_NOT_CONFIGURED' as const]),
      ...(this.model.isConfigured() ? [] : ['MODEL_NOT_CONFIGURED' as const]),
    ];
  }

  /** The number calls come from unless a campaign says otherwise; E.164. @throws CarrierNotConfigured */
  get fromNumber(): string {
    return this.carrier.fromNumber;
  }
}
