import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';

/** The name under which the company is registered, which consents have to name; its usual one until it says otherwise. */
export async function readLegalName(tx: EntityManager): Promise<string> {
  const row = await rowOf<{ legal_name: string }>(
    tx,
    `select coalesce(p.legal_name, t.name) as legal_name
     from tenants t left join calling_policies p on p.tenant_id = t.id where t.id = $1`,
    [currentTenantId()],
  );
  return row?.legal_name ?? '';
}
