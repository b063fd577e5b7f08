import type { ConsentGrant, ContactChannel, ContactHistory, ContactPurpose, ContactQuestion } from './contact-question';
import { type FileConsent, type FileVector, sourceFieldsOf } from './vector.schema';

const CHANNELS = { ai_voice: 'AI_VOICE', human_voice: 'HUMAN_VOICE', sms: 'SMS', whatsapp: 'WHATSAPP' } as const;
const PURPOSES = {
  marketing: 'MARKETING',
  informational: 'INFORMATIONAL',
  responsive: 'RESPONSIVE',
  opt_out_confirmation: 'OPT_OUT_CONFIRMATION',
} as const satisfies Record<string, ContactPurpose>;
const LINES: Readonly<Record<string, 'MOBILE' | 'LANDLINE'>> = { mobile: 'MOBILE', landline: 'LANDLINE' };
/** Anything but a plain answer is none. */
const CHECK_RESULTS: Readonly<Record<string, 'YES' | 'NO'>> = { yes: 'YES', no: 'NO' };
const RELATIONSHIPS = { transaction: 'TRANSACTION', inquiry: 'INQUIRY' } as const;

/** The question a vector asks. A zone that came from an import is not believed alone; one without a source is the person's word. */
export function questionOf(vector: FileVector): ContactQuestion {
  const source = sourceFieldsOf(vector)
    .map((field) => vector[field])
    .find((value) => typeof value === 'string');
  return {
    contact: {
      phone: vector.phone,
      line: LINES[vector.line_type ?? ''] ?? 'UNKNOWN',
      addressState: vector.address_state,
      addressCountry: vector.address_country,
      timeZone: vector.known_timezone,
      timeZoneStatedByPerson: !source || source === 'lead_stated' || source === 'agent_confirmed',
    },
    occasion: {
      channel: CHANNELS[vector.channel],
      purpose: PURPOSES[vector.purpose],
      seller: vector.seller,
      subject: vector.subject ?? null,
      callerId: vector.caller_id ?? null,
      callerIdVerified: vector.caller_id_verified ?? true,
    },
    moment: vector.utc_instant,
    history: historyOf(vector),
    holds: (vector.emergency_holds ?? []).map(({ jurisdiction, from, to }) => ({ jurisdiction, from, to: to ?? null })),
    narrowings: [],
  };
}

function historyOf(vector: FileVector): ContactHistory {
  const consents = [...(vector.consent ? [vector.consent] : []), ...(vector.consents ?? [])];
  const { dnc, rnd, ebr } = vector;
  return {
    consents: consents.flatMap((consent) => grantOf(consent, vector)),
    revocations: consents
      .flatMap((consent) => consent.revocations)
      .map(({ at, scope }) => ({ at, scope: scope === 'all' ? 'ALL' : 'MARKETING' })),
    attempts: (vector.attempts ?? []).map(({ at, channel, subject }) => ({
      at,
      channel: CHANNELS[channel],
      subject: subject ?? null,
    })),
    internalDncAt: dnc?.internal?.requested_at ?? null,
    lists: {
      national: dnc?.national ?? false,
      state: dnc?.state ?? false,
      preferenceRegister: dnc?.preference_register ?? false,
      checkedAt: dnc?.national_checked_at ?? null,
    },
    reassigned: rnd
      ? { checkedAt: rnd.checked_at, result: CHECK_RESULTS[rnd.result.toLowerCase()] ?? 'NO_DATA' }
      : null,
    relationship: ebr ? { type: RELATIONSHIPS[ebr.type], at: ebr.at } : null,
    inboundAt: vector.inbound_at ?? null,
    declinedAt: vector.lead_declined_at ?? null,
    confirmationsSent: vector.confirmations_sent ?? 0,
    phoneUsable: true,
  };
}

/** Nothing where the record holds only revocations. */
function grantOf(consent: FileConsent, vector: FileVector): ConsentGrant[] {
  if (!consent.type || consent.type === 'none' || !consent.obtained_at) return [];
  return [
    {
      type: consent.type,
      phone: consent.phone ?? vector.phone,
      seller: consent.seller ?? '',
      channels: consent.channels.map((channel): ContactChannel => CHANNELS[channel]),
      purposes: consent.purposes?.map((purpose) => PURPOSES[purpose]),
      signature: consent.signature ?? null,
      disclosesAutomatedVoice: consent.disclosures.automated_or_artificial_voice,
      disclosesNotCondition: consent.disclosures.not_condition_of_purchase,
      invitedCall: consent.invited_call,
      obtainedAt: consent.obtained_at,
      expiresAt: consent.expires_at,
      reoptInAt: consent.reopt_in_at,
    },
  ];
}
