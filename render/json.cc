#include "render/json.h"

#include <fmt/chrono.h>

#include "render/hits.h"

namespace newsidx {
namespace {

Json or_null(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }

Json or_null(const std::optional<Date>& date) {
  return date ? Json(format_date(*date)) : Json(nullptr);
}

Json or_null(const std::optional<RunTime>& time) {
  return time ? Json(fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", *time)) : Json(nullptr);
}

void put_metadata(Json& json, const Article& article) {
  json["title"] = article.title;
  json["date"] = or_null(article.date);
  json["source"] = or_null(article.source);
  json["author"] = or_null(article.author);
  json["section"] = or_null(article.section);
  json["url"] = or_null(article.url);
  json["path"] = article.path;
}

Json to_json(const Passage& passage) {
  Json marks = Json::array();
  for (const auto& [begin, end] : passage.marks) marks.push_back({begin, end});
  return {{"begin", passage.begin}, {"text", passage.text}, {"marks", marks}};
}

Json to_json(const Run& run) {
  Json refusals = Json::array();
  for (const Notice& notice : run.refusals)
    refusals.push_back({{"place", notice.place}, {"reason", notice.text}});
  return {{"command", run.command},     {"began", or_null(run.began)}, {"seconds", run.seconds},
          {"exit_code", run.exit_code}, {"error", or_null(run.error)}, {"added", run.added},
          {"replaced", run.replaced},   {"unchanged", run.unchanged},  {"removed", run.removed},
          {"refused", run.refused},     {"refusals", refusals}};
}

Json to_json(const DayStretch& stretch) {
  return {{"from", format_date(stretch.from)},
          {"to", format_date(stretch.to)},
          {"days", stretch.days()}};
}

Json to_json(const std::vector<DayStretch>& stretches) {
  Json json = Json::array();
  for (const DayStretch& stretch : stretches) json.push_back(to_json(stretch));
  return json;
}

}  // namespace

Json to_json(const Hit& hit) {
  Json json = {{"id", hit.id}};
  put_metadata(json, hit.article);
  json["title_marks"] = Json::array();
  for (const auto& [begin, end] : hit.title_marks) json["title_marks"].push_back({begin, end});
  json["score"] = hit.score;
  json["copies"] = hit.copies;
  json["snippet"] = html_snippet(hit);
  json["passages"] = Json::array();
  for (const Passage& passage : hit.passages) json["passages"].push_back(to_json(passage));
  return json;
}

namespace {

Json to_json(const std::vector<PlannedEvidence>& evidence) {
  Json json = Json::array();
  for (const PlannedEvidence& piece : evidence)
    json.push_back({{"kind", piece.kind.english},
                    {"weight", piece.weight},
                    {"what", piece.what},
                    {"finds", piece.finds}});
  return json;
}

Json to_json(const PlannedPart& part) {
  Json json = {{"depth", part.depth}, {"part", part.part}, {"leaf", nullptr}};
  if (!part.leaf) return json;
  json["leaf"] = part.leaf->english;
  json["looked_for"] = part.looked_for;
  json["matches"] = part.matches;
  json["articles"] = part.articles;
  json["lists"] = part.terms;
  json["read"] = part.must_be_read ? Json(part.read_matches) : Json(nullptr);
  json["evidence"] = to_json(part.evidence);
  json["marks"] = part.marks;
  return json;
}

}  // namespace

Json to_json(const QueryExplanation& explanation) {
  Json tokens = Json::array();
  for (const Token& token : explanation.tokens)
    tokens.push_back({{"exact", token.exact},
                      {"stem", token.stem},
                      {"folded", token.folded},
                      {"stop_word", token.stop_word}});
  Json plan = Json::array();
  for (const PlannedPart& part : explanation.plan) plan.push_back(to_json(part));
  return {{"query", explanation.query},
          {"words", tokens},
          {"tree", explanation.tree},
          {"plan", plan},
          {"together", to_json(explanation.together)},
          {"cost",
           {{"lists", explanation.cost.terms},
            {"postings", explanation.cost.postings},
            {"positions", explanation.cost.positions}}},
          {"xapian", explanation.xapian}};
}

Json to_json(const std::vector<ScorePart>& parts) {
  Json json = Json::array();
  for (const ScorePart& part : parts) json.push_back({{"what", part.what}, {"score", part.score}});
  return json;
}

Json to_json(const SearchRequest& request, const SearchResult& result,
             const std::vector<std::string>& notes) {
  Json json = {{"v", kJsonVersion},        {"query", request.query},
               {"total", result.total},    {"total_is_exact", result.total_is_exact},
               {"offset", request.offset}, {"hits", Json::array()}};
  for (const Hit& hit : result.hits) {
    json["hits"].push_back(to_json(hit));
    if (request.explain) json["hits"].back()["score_parts"] = to_json(hit.score_parts);
  }
  json["notes"] = notes;
  json["mended"] = Json::array();
  for (const Mending& mending : result.mendings)
    json["mended"].push_back({{"typed", mending.typed}, {"searched", mending.looked_up}});
  if (result.explanation) json["explanation"] = to_json(*result.explanation);
  if (!request.facets.empty()) json["facets"] = to_json(result.facets, 0);
  return json;
}

Json to_json(const Article& article) {
  Json json = {{"v", kJsonVersion}, {"id", article.id}};
  put_metadata(json, article);
  Json extra = Json::object();
  for (const auto& [key, value] : article.extra) extra[key] = Json::parse(value, nullptr, false);
  json["extra"] = extra;
  json["text"] = article.text;
  return json;
}

Json to_json(const Token& token) {
  Json json = {{"begin", token.begin}, {"end", token.end}};
  const bool indexed = !token.exact.empty();
  json["exact"] = indexed ? Json(token.exact) : Json(nullptr);
  json["stem"] = indexed ? Json(token.stem) : Json(nullptr);
  json["folded"] = indexed ? Json(token.folded) : Json(nullptr);
  json["stop_word"] = token.stop_word;
  json["reason"] = token.reason;
  return json;
}

Json to_json(const AddReport& report) {
  Json replaced_in_run = Json::array();
  for (const Notice& named : report.replaced_in_run)
    replaced_in_run.push_back({{"place", named.place}, {"text", named.text}});
  return {{"v", kJsonVersion},
          {"added", report.added},
          {"replaced", report.replaced},
          {"unchanged", report.unchanged},
          {"refused", report.refused},
          {"repeated", report.repeated},
          {"replaced_in_run", std::move(replaced_in_run)},
          {"undated_copies", report.undated_copies},
          {"missing_paths", report.missing_paths},
          {"skipped_files", report.skipped_files},
          {"compressed_files", report.compressed_files},
          {"links_left_out", report.links_left_out},
          {"dated_by_file", report.dated_by_file},
          {"undated", report.undated},
          {"converted", report.converted},
          {"repaired", report.repaired},
          {"bytes", report.bytes},
          {"stopped", report.stopped},
          {"seconds", report.elapsed.count()}};
}

Json to_json(const IndexStatistics& statistics) {
  Json years = Json::object();
  for (const auto& [year, count] : statistics.years) years[std::to_string(year)] = count;
  Json sources = Json::array();
  for (const SourceCount& source : statistics.sources)
    sources.push_back({{"source", or_null(source.source)}, {"articles", source.articles}});
  return {{"v", kJsonVersion},
          {"articles", statistics.articles},
          {"undated", statistics.undated},
          {"first", or_null(statistics.first)},
          {"last", or_null(statistics.last)},
          {"years", years},
          {"sources", sources},
          {"average_terms", statistics.average_terms},
          {"disk_bytes", statistics.disk_bytes},
          {"generation", statistics.generation},
          {"fingerprint", statistics.fingerprint}};
}

Json to_json(const ReindexReport& report) {
  Json json = to_json(report.articles);
  json["removed"] = report.removed;
  json["carried"] = report.carried;
  json["lost"] = report.lost;
  json["files"] = report.files;
  json["files_read"] = report.files_read;
  json["files_moved"] = report.files_moved;
  json["files_gone"] = report.files_gone;
  json["full"] = report.full;
  return json;
}

Json to_json(const IndexStatus& status) {
  return {{"v", kJsonVersion},
          {"articles", status.articles},
          {"generation", status.generation},
          {"kept_generations", status.kept_generations},
          {"later_generations", status.later_generations},
          {"disk_bytes", status.disk_bytes},
          {"writer", or_null(status.writer)},
          {"roots", status.roots},
          {"files", status.files},
          {"last_run", status.last_run ? to_json(*status.last_run) : Json(nullptr)},
          {"last_success", or_null(status.last_success)},
          {"damage", or_null(status.damage)}};
}

Json to_json(const CheckReport& report) {
  return {{"v", kJsonVersion},
          {"sound", report.damages.empty()},
          {"generation", report.generation},
          {"articles", report.articles},
          {"files", report.files},
          {"read_only", report.read_only},
          {"damages", report.damages}};
}

Json to_json(const ArchiveGaps& gaps) {
  Json sources = Json::array();
  for (const SourceGaps& source : gaps.sources)
    sources.push_back({{"source", source.source},
                       {"articles", source.articles},
                       {"first", format_date(source.range.from)},
                       {"last", format_date(source.range.to)},
                       {"usual_interval", source.usual_interval},
                       {"gaps", to_json(source.gaps)},
                       {"silent", source.silent ? to_json(*source.silent) : Json(nullptr)}});
  return {{"v", kJsonVersion},
          {"articles", gaps.articles},
          {"undated", gaps.undated},
          {"first", gaps.range ? Json(format_date(gaps.range->from)) : Json(nullptr)},
          {"last", gaps.range ? Json(format_date(gaps.range->to)) : Json(nullptr)},
          {"gaps", to_json(gaps.gaps)},
          {"sources", sources},
          {"regular_sources", gaps.regular_sources},
          {"rare_sources", gaps.rare_sources}};
}

Json to_json(const Watch& watch) {
  const bool told = watch.updated != watch.created || !watch.entries.empty();
  return {{"name", watch.name},
          {"query", watch.query},
          {"created", format_time(watch.created)},
          {"last_news", told ? Json(format_time(watch.updated)) : Json(nullptr)},
          {"seen", watch.seen.size()}};
}

Json to_json(const WatchNews& news) {
  Json json = {{"name", news.after.name},
               {"query", news.after.query},
               {"new", news.ids.size()},
               {"hits", Json::array()}};
  for (const Hit& hit : news.hits) json["hits"].push_back(to_json(hit));
  return json;
}

Json to_json(const std::vector<CopyGroup>& groups, std::size_t all) {
  Json list = Json::array();
  for (const CopyGroup& group : groups) {
    Json members = Json::array();
    for (const CopyGroup::Member& member : group.members)
      members.push_back({{"id", member.id},
                         {"title", member.title},
                         {"date", or_null(member.date)},
                         {"source", or_null(member.source)}});
    list.push_back(std::move(members));
  }
  return {{"v", kJsonVersion}, {"total", all}, {"groups", list}};
}

std::string dump(const Json& json, bool indented) {
  return json.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace newsidx
