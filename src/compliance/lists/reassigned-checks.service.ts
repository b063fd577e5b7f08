import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { ListedNumber, ReassignedResult } from './listed-rows';

/** The most cautious first. */
const RANK: Readonly<Record<ReassignedResult, number>> = { YES: 2, NO_DATA: 1, NO: 0 };

/** What the Reassigned Numbers Database answered about numbers (47 CFR 64.1200(m)); per number the newest answer counts. */
@Injectable()
export class ReassignedChecks {
  constructor(private readonly work: UnitOfWork) {}

  /** Of two answers for one moment the more cautious stays. Answers how many numbers have a new one. */
  async record(importId: string, checkedAt: Date, answers: readonly ListedNumber[]): Promise<number> {
    const cautious = new Map<string, ReassignedResult>();
    for (const { phone, result } of answers) {
      const other = cautious.get(phone);
      if (result && (!other || RANK[result] > RANK[other])) cautious.set(phone, result);
    }
    const phones = [...cautious.keys()].sort();
    return this.work.single((tx) =>
      changedBy(tx, RECORD, [
        currentTenantId(),
        importId,
        checkedAt,
        phones,
        phones.map((phone) => cautious.get(phone)),
      ]),
    );
  }
}

const RECORD = /* sql */ `
insert into reassigned_checks as known (tenant_id, phone, result, checked_at, import_id)
select $1, phone, result, $3, $2 from unnest($4::text[], $5::text[]) as answers (phone, result)
on conflict (tenant_id, phone) do update set result = excluded.result, checked_at = excluded.checked_at, import_id = excluded.import_id
where excluded.checked_at > known.checked_at or (
  excluded.checked_at = known.checked_at
  and array_position(array['NO', 'NO_DATA', 'YES'], excluded.result) > array_position(array['NO', 'NO_DATA', 'YES'], known.result)
)`;
