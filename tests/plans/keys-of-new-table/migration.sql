CREATE TABLE memberships (
  user_id bigint NOT NULL,
  team_id bigint NOT NULL,
  since date NOT NULL DEFAULT '2024-01-01',
  PRIMARY KEY (user_id, team_id)
);
ALTER TABLE memberships ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;
ALTER TABLE memberships ADD FOREIGN KEY (team_id) REFERENCES teams ON DELETE CASCADE;
INSERT INTO memberships (user_id, team_id) SELECT owner, id FROM teams;
ALTER TABLE teams ADD CONSTRAINT teams_owner_member FOREIGN KEY (owner, id) REFERENCES memberships (user_id, team_id) DEFERRABLE INITIALLY DEFERRED;
