import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { Carrier } from './carrier.port';
import { TwilioCarrier } from './carriers/twilio/twilio-carrier';
import { UnconfiguredCarrier } from './unconfigured-carrier';

/** The telephone: one carrier behind a port. */
@Module({
  providers: [
    {
      provide: Carrier,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): Carrier =>
        config.twilio ? TwilioCarrier.from(config, config.twilio, clock) : new UnconfiguredCarrier(),
    },
  ],
  exports: [Carrier],
})
export class VoiceModule {}
