import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { ContactPurpose } from '../rules/contact-question';
import { type Disclosure, disclosureFor } from './disclosure';
import type { DisclosureLanguage } from './disclosure-lines';
import { type DisclosureSettings, readDisclosureSettings } from './disclosure-settings';

/** How the words of a call are to be spoken. */
export interface SpokenWith {
  readonly language: DisclosureLanguage;
  /** Keeps only what can be said aloud of a name. */
  readonly speakable: (name: string) => string;
  /** True for words that deny what has to be told. */
  readonly denies: (words: string) => boolean;
}

/** What the first words of a call have to be, by the receipt of the decision to place it. */
@Injectable()
export class CallDisclosures {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** One statement. A call without a receipt is opened as if nothing were known of where the person is. */
  async of(callId: string, { language, speakable, denies }: SpokenWith): Promise<Disclosure> {
    const known = await this.work.run((tx) => read(tx, callId));
    return disclosureFor({
      jurisdictions: known?.jurisdictions ?? [],
      moment: this.clock.now(),
      rulesVersion: known?.rulesVersion ?? '',
      seller: speakable(known?.seller ?? ''),
      purpose: known?.purpose ?? 'MARKETING',
      // The sound of a call is not kept.
      recorded: false,
      language,
      settings: truthful(readDisclosureSettings(known?.settings), denies),
    });
  }
}

function truthful(settings: DisclosureSettings, denies: SpokenWith['denies']): DisclosureSettings {
  const { purpose, extraSentence } = settings;
  return {
    ...settings,
    purpose: purpose && !denies(purpose) ? purpose : null,
    extraSentence: extraSentence && !denies(extraSentence) ? extraSentence : null,
  };
}

interface Known {
  readonly seller: string;
  readonly settings: unknown;
  readonly jurisdictions: string[] | null;
  readonly purpose: ContactPurpose | null;
  readonly rulesVersion: string | null;
}

/** The legal name is the company's usual one until it says otherwise. */
function read(tx: EntityManager, callId: string): Promise<Known | undefined> {
  return rowOf<Known>(
    tx,
    `select coalesce(p.legal_name, t.name) as seller, p.disclosure as settings, c.jurisdictions, c.purpose,
            c.rules_version as "rulesVersion"
     from tenants t
     left join calling_policies p on p.tenant_id = t.id
     left join lateral (
       select jurisdictions, purpose, rules_version from dial_checks
       where tenant_id = t.id and call_id = $2 and verdict = 'ALLOW' order by decided_at desc limit 1
     ) c on true
     where t.id = $1`,
    [currentTenantId(), callId],
  );
}
