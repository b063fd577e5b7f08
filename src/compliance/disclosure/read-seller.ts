import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { type DisclosureSettings, readDisclosureSettings } from './disclosure-settings';

/** On whose behalf a person is contacted. */
export interface Seller {
  /** Registered legal name; the usual one until the company says otherwise. */
  readonly name: string;
  readonly settings: DisclosureSettings;
}

/** The company of the open unit of work, in one statement. */
export async function readSeller(tx: EntityManager): Promise<Seller> {
  const row = await rowOf<{ name: string; settings: unknown }>(
    tx,
    `select coalesce(p.legal_name, t.name) as name, p.disclosure as settings
     from tenants t left join calling_policies p on p.tenant_id = t.id where t.id = $1`,
    [currentTenantId()],
  );
  return { name: row?.name ?? '', settings: readDisclosureSettings(row?.settings) };
}
