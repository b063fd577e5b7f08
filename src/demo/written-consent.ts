/** What the people of a demonstration read before they agree: it names the company, the voices and that nothing depends on it. */
export function consentText(seller: string): string {
  return (
    `I agree that ${seller} may call and text me at this number about its offers, also with automated systems and artificial or AI voices. ` +
    'My consent is not a condition of any purchase.'
  );
}

/** Written consent to every channel, as a client or a web form says it. */
export function writtenConsent(seller: string): Readonly<Record<string, unknown>> {
  return {
    text: consentText(seller),
    signature: 'esign_checkbox',
    automatedVoice: true,
    notConditionOfPurchase: true,
    channels: ['AI_VOICE', 'HUMAN_VOICE', 'SMS', 'WHATSAPP'],
    uncheckedByDefault: true,
  };
}

/** Columns of written consent in a file. */
export const CONSENT_COLUMNS =
  'consent_type,consent_text,consent_signature,consent_automated_voice,consent_not_condition,consent_channels,consent_at';

/** The cells under them. */
export function consentCells(seller: string, at = '2025-09-15T14:30:00Z'): string {
  return `PEWC,"${consentText(seller)}",esign_checkbox,yes,yes,ai_voice human_voice sms whatsapp,${at}`;
}
