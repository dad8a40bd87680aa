// The articles of the files that a request names, one after the other.
#pragma once

#include <istream>

#include "indexer/formats/reader.h"
#include "indexer/intake/input.h"

namespace newsidx {

// Receives the articles, and learns which file they are of.
class FileSink : public ArticleSink {
 public:
  // What follows comes from this file, whose format is known by now.
  virtual void begin_file(const InputFile& file) = 0;
};

// Reads every file. One that cannot be read is refused, and the run goes on. "-" is standard input.
void read_articles(Inputs& inputs, std::istream& standard_input, const AddRequest& request,
                   FileSink& sink);

// The articles of one file, from its open stream. Finds out the format where it is not known.
void read_file(InputFile& file, std::istream& in, const AddRequest& request, FileSink& sink);

}  // namespace newsidx
