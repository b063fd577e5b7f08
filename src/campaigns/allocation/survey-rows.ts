import type { Tenant } from '../../tenants/tenant.entity';
import type { Campaign } from '../campaign.entity';
import { type CampaignDemand, faded, type TenantDemand } from './capacity-view';

/** Live calls and demand of one campaign, or, where `campaignId` is null, a company's calls by hand. */
export interface SurveyRow {
  readonly tenantId: string;
  readonly campaignId: string | null;
  readonly live: number;
  readonly hot: number;
  readonly queued: number;
  readonly queuedHot: number;
  readonly dialing: number;
  readonly wanted: number;
  readonly hotWanted: number;
  readonly hungrySince: Date | null;
  readonly recentCalls: number;
  readonly updatedAt: Date | null;
  readonly tenantLimit: number;
  readonly floor: number;
  readonly tenantShare: number;
  readonly campaignLimit: number;
  readonly share: number;
}

/** Whoever is asking, and what they want now; others are known by what their last pass left. */
export interface Asking {
  readonly tenant: Pick<Tenant, 'id' | 'maxConcurrentCalls' | 'guaranteedCalls' | 'dialingShare'>;
  readonly campaign?: Pick<Campaign, 'id' | 'maxConcurrentCalls' | 'share' | 'isProbing'>;
  readonly wanted: number;
  readonly hotWanted: number;
}

/** Rows as the sharing sees them; whoever asks now is put in with what they want now. */
export function tenantsOf(rows: readonly SurveyRow[], moment: Date, asking?: Asking): TenantDemand[] {
  const byTenant = new Map<string, SurveyRow[]>();
  for (const row of rows) {
    const own = byTenant.get(row.tenantId);
    if (own) own.push(row);
    else byTenant.set(row.tenantId, [row]);
  }
  if (asking && !byTenant.has(asking.tenant.id)) byTenant.set(asking.tenant.id, []);
  return [...byTenant].map(([id, own]) => tenantOf(id, own, moment, asking));
}

function tenantOf(id: string, rows: readonly SurveyRow[], moment: Date, asking?: Asking): TenantDemand {
  const own = asking?.tenant.id === id ? asking : undefined;
  const campaigns = rows.flatMap((row) => campaignOf(row, moment));
  const [row] = rows;
  return {
    id,
    share: own?.tenant.dialingShare ?? row?.tenantShare ?? 1,
    floor: own?.tenant.guaranteedCalls ?? row?.floor ?? 0,
    limit: own?.tenant.maxConcurrentCalls ?? row?.tenantLimit ?? 0,
    live: sumOf(rows, ({ live }) => live),
    hot: sumOf(rows, ({ hot }) => hot),
    campaigns: own ? withAsking(campaigns, own) : campaigns,
  };
}

function campaignOf(row: SurveyRow, moment: Date): CampaignDemand[] {
  if (!row.campaignId) return [];
  const since = (at: Date | null): number => (at ? Math.max(0, moment.getTime() - at.getTime()) : 0);
  return [
    {
      id: row.campaignId,
      share: row.share,
      limit: row.campaignLimit,
      live: row.live,
      wanted: row.wanted,
      hotWanted: row.hotWanted,
      hungryMs: since(row.hungrySince),
      recent: faded(row.recentCalls, since(row.updatedAt)),
    },
  ];
}

function withAsking(campaigns: readonly CampaignDemand[], { campaign, wanted, hotWanted }: Asking): CampaignDemand[] {
  if (!campaign) return [...campaigns];
  const { id, share, isProbing, maxConcurrentCalls } = campaign;
  const known = campaigns.find((one) => one.id === id) ?? { live: 0, hungryMs: 0, recent: 0 };
  const own = { ...known, id, share, limit: isProbing ? 1 : maxConcurrentCalls, wanted, hotWanted };
  return [...campaigns.filter((one) => one.id !== id), own];
}

function sumOf(rows: readonly SurveyRow[], numberOf: (row: SurveyRow) => number): number {
  return rows.reduce((sum, row) => sum + numberOf(row), 0);
}
