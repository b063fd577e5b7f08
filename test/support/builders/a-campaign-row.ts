import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from '../test-app';

/** A campaign as money is spent for it: a row, with nobody in it. */
export async function aCampaignRow(app: TestApp, tenantId: string): Promise<string> {
  const [projectId, campaignId] = [uuidv7(), uuidv7()];
  await app.sql(
    `with project as (
       insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, $2, $3, now(), now())
     )
     insert into campaigns (tenant_id, id, project_id, name, created_at, updated_at) values ($1, $4, $2, 'Spring', now(), now())`,
    [tenantId, projectId, `Towers ${projectId}`, campaignId],
  );
  return campaignId;
}
