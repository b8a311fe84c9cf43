-- Version 1. Runs on H2 and PostgreSQL alike.
create table if not exists schema_version (
  version integer primary key
);

-- One run of the command verify.
create table if not exists verification (
  id uuid primary key,
  recorded_at timestamp(6) with time zone not null,
  program varchar not null,
  origin varchar not null
);

create index if not exists verification_by_origin on verification (origin, recorded_at);

-- What it said of each claim. Of the two kinds of noise, exactly one is given.
create table if not exists verdict (
  verification uuid not null references verification (id),
  claim varchar not null,
  verdict varchar not null,
  expected boolean not null,
  expectation varchar not null,
  requirements varchar array not null,
  basis varchar not null,
  rule varchar not null,
  noise_relative double precision,
  noise_absolute double precision,
  text_sha256 varchar not null,
  explanation varchar not null,
  primary key (verification, claim)
);

-- What was measured for it. A value is a number or words.
create table if not exists observed (
  verification uuid not null,
  claim varchar not null,
  place integer not null,
  subject varchar not null,
  quantity varchar not null,
  unit varchar not null,
  number double precision,
  words varchar,
  expected varchar not null,
  met boolean not null,
  primary key (verification, claim, place),
  foreign key (verification, claim) references verdict (verification, claim)
);

create index if not exists observed_by_quantity on observed (quantity);

-- Last, so that tables are known to be whole.
insert into schema_version (version) values (1);
