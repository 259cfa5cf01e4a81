CREATE TRIGGER comments_counted AFTER INSERT ON comments
  FOR EACH ROW EXECUTE FUNCTION count_comment();
