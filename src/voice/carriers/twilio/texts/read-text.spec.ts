import { BadUserInput } from '../../../../platform/errors/domain-error';
import type { RawWebhook } from '../../../carrier.port';
import { readInboundText, readTextNews } from './read-text';

const SID = `SM${'a'.repeat(32)}`;

function posted(form: RawWebhook['form']): RawWebhook {
  return { url: 'https://calls.example.com/webhooks/sms/inbound', headers: {}, form, rawBody: Buffer.alloc(0) };
}

const inbound = { MessageSid: SID, From: '+12125550123', To: '+14155550100', Body: 'STOP' };

describe('readInboundText', () => {
  it('reads an SMS', () => {
    expect(readInboundText(posted(inbound))).toEqual({
      providerTextId: SID,
      channel: 'SMS',
      from: '+12125550123',
      to: '+14155550100',
      body: 'STOP',
      attachments: [],
    });
  });

  it('reads a WhatsApp message, with the name of who wrote it', () => {
    const text = readInboundText(
      posted({ ...inbound, From: 'whatsapp:+12125550123', To: 'whatsapp:+14155550100', ProfileName: 'Anna' }),
    );
    const numbers = { channel: 'WHATSAPP', from: '+12125550123', to: '+14155550100' };
    expect(text).toMatchObject({ ...numbers, senderName: 'Anna' });
  });

  it.each([
    ['STOP', 'OPT_OUT'],
    ['HELP', 'HELP'],
    ['START', 'RESUME'],
    ['stop', 'OPT_OUT'],
  ])('says what the carrier has answered itself: %s', (OptOutType, handledAs) => {
    expect(readInboundText(posted({ ...inbound, OptOutType }))).toMatchObject({ handledAs });
  });

  it('takes a picture without words, cuts what is too long, and drops what cannot be stored', () => {
    expect(readInboundText(posted({ ...inbound, Body: undefined as never })).body).toBe('');
    expect(readInboundText(posted({ ...inbound, Body: 'x'.repeat(9_000) })).body).toHaveLength(4_000);
    expect(readInboundText(posted({ ...inbound, Body: 'a\0b' })).body).toBe('ab');
  });

  it('says what is attached, whatever its sender calls it', () => {
    const of = (form: Record<string, string>) => readInboundText(posted({ ...inbound, ...form })).attachments;
    expect(of({ NumMedia: '2', MediaContentType0: 'Image/JPEG', MediaContentType1: 'a b' })).toEqual([
      'image/jpeg',
      'file',
    ]);
    const recorded = { NumMedia: '3', MediaContentType0: 'audio/ogg; codecs=opus', MediaContentType1: 'text/vcard;' };
    expect(of({ ...recorded, MediaContentType2: ';image/png' })).toEqual(['audio/ogg', 'text/vcard', 'file']);
    expect(of({ NumMedia: '1000000' })).toHaveLength(10);
    expect(of({ NumMedia: '-1' })).toEqual([]);
    expect(of({ NumMedia: 'many' })).toEqual([]);
    expect(of({ Latitude: '25.2', Longitude: '55.3' })).toEqual(['location']);
  });

  it.each([
    ['MessageSid', { ...inbound, MessageSid: '' }],
    ['From', { ...inbound, From: 'BANK' }],
    ['From', { ...inbound, From: '' }],
    ['To', { ...inbound, To: '55555' }],
  ])('names %s when it is not what it should be', (field, form) => {
    expect(() => readInboundText(posted(form))).toThrow(BadUserInput);
    expect(() => readInboundText(posted(form))).toThrow(new RegExp(field));
  });
});

describe('readTextNews', () => {
  it.each([
    ['queued', 'ACCEPTED'],
    ['sending', 'ACCEPTED'],
    ['sent', 'SENT'],
    ['delivered', 'DELIVERED'],
    ['read', 'READ'],
    ['undelivered', 'UNDELIVERED'],
    ['failed', 'FAILED'],
  ])('reads %s', (MessageStatus, status) => {
    expect(readTextNews(posted({ MessageSid: SID, MessageStatus }))).toEqual({
      providerTextId: SID,
      status,
      isOptedOut: false,
    });
  });

  it('reads the error, and an opt-out in it', () => {
    const news = readTextNews(posted({ MessageSid: SID, SmsStatus: 'undelivered', ErrorCode: '21610' }));
    expect(news).toEqual({ providerTextId: SID, status: 'UNDELIVERED', errorCode: '21610', isOptedOut: true });
  });

  it('leaves a word nobody knows alone, and demands an id', () => {
    expect(readTextNews(posted({ MessageSid: SID, MessageStatus: 'teleported' }))).not.toHaveProperty('status');
    expect(() => readTextNews(posted({ MessageStatus: 'sent' }))).toThrow(/MessageSid/);
  });
});
