import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { Carrier } from './carrier.port';
import { TwilioTextSender } from './carriers/twilio/texts/twilio-text-sender';
import { TwilioCarrier } from './carriers/twilio/twilio-carrier';
import { TextSender } from './text.port';
import { UnconfiguredCarrier } from './unconfigured-carrier';
import { UnconfiguredTextSender } from './unconfigured-text-sender';
import { WebhookOrigin } from './webhook-origin.service';

/** The telephone: one carrier behind a port for calls and one for texts. */
@Module({
  providers: [
    {
      provide: Carrier,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): Carrier =>
        config.twilio ? TwilioCarrier.from(config, config.twilio, clock) : new UnconfiguredCarrier(),
    },
    {
      provide: TextSender,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): TextSender =>
        config.twilio ? TwilioTextSender.from(config, config.twilio, clock) : new UnconfiguredTextSender(),
    },
    WebhookOrigin,
  ],
  exports: [Carrier, TextSender, WebhookOrigin],
})
export class VoiceModule {}
