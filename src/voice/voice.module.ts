import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { CallBridge } from './bridge.port';
import { Carrier } from './carrier.port';
import { TwilioBridge } from './carriers/twilio/bridge/twilio-bridge';
import { TwilioTextSender } from './carriers/twilio/texts/twilio-text-sender';
import { TwilioCarrier } from './carriers/twilio/twilio-carrier';
import { TextSender } from './text.port';
import { UnconfiguredBridge } from './unconfigured-bridge';
import { UnconfiguredCarrier } from './unconfigured-carrier';
import { UnconfiguredTextSender } from './unconfigured-text-sender';
import { WebhookOrigin } from './webhook-origin.service';

/** The telephone: one carrier behind a port for calls, one for bringing callers and colleagues together and one for texts. */
@Module({
  providers: [
    {
      provide: Carrier,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): Carrier =>
        config.twilio ? TwilioCarrier.from(config, config.twilio, clock) : new UnconfiguredCarrier(),
    },
    {
      provide: CallBridge,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): CallBridge =>
        config.twilio ? TwilioBridge.from(config, config.twilio, clock) : new UnconfiguredBridge(),
    },
    {
      provide: TextSender,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock): TextSender =>
        config.twilio ? TwilioTextSender.from(config, config.twilio, clock) : new UnconfiguredTextSender(),
    },
    WebhookOrigin,
  ],
  exports: [Carrier, CallBridge, TextSender, WebhookOrigin],
})
export class VoiceModule {}
