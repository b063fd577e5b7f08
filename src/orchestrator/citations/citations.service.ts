import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';

/** A passage an answer rests on. */
export interface Citation {
  readonly passageId: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
}

interface CitedRow extends Citation {
  readonly turnId: string;
}

/** What answers rest on; passages whose document was deleted are gone from here as well. */
@Injectable()
export class Citations {
  constructor(private readonly work: UnitOfWork) {}

  /** By the id of the answering turn's place, `<conversation>:<exchange>`; one statement however many. */
  async of(turnIds: readonly string[]): Promise<Map<string, Citation[]>> {
    const places = turnIds.map((id) => id.split(':'));
    const rows = await this.work.single((tx) =>
      rowsOf<CitedRow>(tx, CITED, [
        currentTenantId(),
        places.map(([conversationId]) => conversationId),
        places.map(([, exchange]) => Number(exchange)),
      ]),
    );
    const cited = new Map<string, Citation[]>(turnIds.map((id) => [id, []]));
    for (const { turnId, ...citation } of rows) cited.get(turnId)?.push(citation);
    return cited;
  }
}

const CITED = /* sql */ `
select a.conversation_id || ':' || a.exchange as "turnId", p.id as "passageId", p.document_id as "documentId", d.title, p.text
from unnest($2::uuid[], $3::integer[]) as wanted (conversation_id, exchange)
join answers a on a.tenant_id = $1 and a.conversation_id = wanted.conversation_id and a.exchange = wanted.exchange
cross join lateral jsonb_array_elements_text(a.reply->'cited') with ordinality as cited (id, place)
join knowledge_passages p on p.tenant_id = $1 and p.id = cited.id::uuid
join knowledge_documents d on d.tenant_id = $1 and d.id = p.document_id
order by a.conversation_id, a.exchange, cited.place`;
