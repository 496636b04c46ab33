-- Every claim names its channel: outbox_channel_due serves it. One index less to rewrite at each claim and each receipt.
DROP INDEX outbox_due;
