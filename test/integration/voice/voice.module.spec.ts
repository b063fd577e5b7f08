import { Carrier } from '../../../src/voice/carrier.port';
import { TwilioCarrier } from '../../../src/voice/carriers/twilio/twilio-carrier';
import { CarrierNotConfigured } from '../../../src/voice/voice.errors';
import { VoiceModule } from '../../../src/voice/voice.module';
import { startTestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';
import { aPermission, aRequest } from './a-carrier';

const nothing = { url: 'https://x.example.com/', headers: {}, form: {}, rawBody: Buffer.alloc(0) };

describe('VoiceModule', () => {
  it('starts without Twilio, believes no webhook and says clearly why it cannot call', async () => {
    const app = await startTestApp({ imports: [VoiceModule] });
    try {
      const carrier = app.get(Carrier);
      expect(carrier.isConfigured()).toBe(false);
      expect(carrier.isAuthentic(nothing)).toBe(false);
      expect(() => carrier.fromNumber).toThrow(CarrierNotConfigured);
      expect(() => carrier.readEvent(nothing)).toThrow(CarrierNotConfigured);
      expect(() => carrier.render({ kind: 'HANG_UP' })).toThrow(CarrierNotConfigured);
      const request = aRequest();
      await expect(carrier.placeCall(request, aPermission(request))).rejects.toThrow('TWILIO_ACCOUNT_SID');
      await expect(carrier.hangUp('CA1')).rejects.toThrow(CarrierNotConfigured);
      await expect(carrier.fetchCall('CA1')).rejects.toThrow(CarrierNotConfigured);
      await expect(carrier.findCalls({ to: '', from: '', since: new Date(0) })).rejects.toThrow(CarrierNotConfigured);
    } finally {
      await app.close();
    }
  });

  it('calls through Twilio when it is configured', async () => {
    const app = await startTestApp({ imports: [VoiceModule], env: TEST_TWILIO });
    try {
      const carrier = app.get(Carrier);
      expect(carrier).toBeInstanceOf(TwilioCarrier);
      expect(carrier.isConfigured()).toBe(true);
      expect(carrier.fromNumber).toBe(TEST_TWILIO.TWILIO_FROM_NUMBER);
      expect(carrier.render({ kind: 'HANG_UP' }).contentType).toBe('text/xml');
    } finally {
      await app.close();
    }
  });
});
