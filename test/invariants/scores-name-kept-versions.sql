-- A score with verdicts was made by a version of its rubric that can still be read, or by the standard rubric. No foreign key can say so:
-- assessments of before versions were kept name some that are gone.
select a.tenant_id, a.id as assessment_id, a.rubric_id, a.rubric_version
from assessments a
where a.verdicts is not null and a.rubric_version is not null and not exists (
  select 1 from rubric_versions v
  where v.tenant_id = a.tenant_id and v.rubric_id = a.rubric_id and v.version = a.rubric_version
)
