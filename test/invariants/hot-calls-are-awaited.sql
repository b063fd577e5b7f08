-- The lane that goes before the others, and the calls kept for it, are for first calls to people who have just written and for calls
-- by hand: nobody gets in front by calling twice, or from a campaign.
select tenant_id, id as call_id from calls
where lane = 'HOT' and (origin = 'CAMPAIGN' or (origin = 'AUTO_CALL' and attempt <> 1))
